// Alembic: one revision, a root of its own (`alembic upgrade heads`), or set `down_revision` to your head.
// Statements go to the driver as they are: `:name` and `%` in them are no parameters. Alembic writes its version table in
// the same transaction by an unqualified name, so the search path is put back.
// https://alembic.sqlalchemy.org/en/latest/branches.html

import { createHash } from 'node:crypto';
import { underscored, type MigrationFormat, type MigrationPart } from './format.js';

export const alembicFormat: MigrationFormat = (migration) => {
  const name = `pgrampart_${underscored(migration.name)}`;
  const revision = createHash('sha256').update(JSON.stringify(migration)).digest('hex').slice(0, 12);
  const lines = [
    `# ${migration.title}`,
    'from alembic import op',
    '',
    `revision = ${python(revision)}`,
    'down_revision = None',
    `branch_labels = (${python(name)},)`,
    'depends_on = None',
    '',
    ...RUN,
    '',
    ...body('upgrade', migration.up),
    '',
    ...body('downgrade', migration.down),
  ];
  return [{ path: `handoff/${migration.name}/versions/${revision}_${name}.py`, text: `${lines.join('\n')}\n` }];
};

const RUN: readonly string[] = [
  '',
  'def run(statements):',
  '    bind = op.get_bind()',
  '    as_is = {"no_parameters": True}',
  '    path = bind.exec_driver_sql("SELECT pg_catalog.current_setting(\'search_path\')").scalar()',
  "    bind.exec_driver_sql(\"SELECT pg_catalog.set_config('search_path', '', true)\")",
  '    for statement in statements:',
  '        bind.exec_driver_sql(statement, execution_options=as_is)',
  '    bind.exec_driver_sql("SELECT pg_catalog.set_config(\'search_path\', %s, true)", (path,))',
];

function body(name: string, parts: readonly MigrationPart[]): readonly string[] {
  const statements = parts.flatMap((part) => [
    ...part.comment.map((line) => `        # ${line.replace(/^--\s*/u, '')}`),
    ...part.statements.map((each) => `        ${python(each)},`),
  ]);
  return ['', `def ${name}():`, '    run([', ...statements, '    ])'];
}

/** JSON's escapes are Python's too. */
function python(text: string): string {
  return JSON.stringify(text);
}
