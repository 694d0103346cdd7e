// Alembic: revisions in a chain, a root of its own (`alembic upgrade heads`), or set `down_revision` of the first to
// your head. Statements go to the driver as they are: `:name` and `%` in them are no parameters. Alembic writes its
// version table in the same transaction by an unqualified name, so the search path is put back.
// https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block

import { createHash } from 'node:crypto';
import { underscored, unitName, type MigrationFormat, type MigrationPart, type MigrationUnit } from './format.js';

export const alembicFormat: MigrationFormat = (migration) => {
  const { name, title, units } = migration;
  const label = `pgrampart_${underscored(name)}`;
  const revisions = units.map((unit) =>
    createHash('sha256')
      .update(JSON.stringify([migration, unit.number]))
      .digest('hex')
      .slice(0, 12),
  );
  return units.map((unit, place) => {
    const revision = revisions[place] ?? '';
    const lines = [
      `# ${title}`,
      'from alembic import op',
      '',
      `revision = ${python(revision)}`,
      `down_revision = ${place === 0 ? 'None' : python(revisions[place - 1] ?? '')}`,
      `branch_labels = ${place === 0 ? `(${python(label)},)` : 'None'}`,
      'depends_on = None',
      '',
      ...(unit.transactional ? RUN : RUN_ALONE),
      '',
      ...body('upgrade', unit.up),
      '',
      ...body('downgrade', unit.down),
    ];
    return { path: pathOf(name, revision, unit), text: `${lines.join('\n')}\n` };
  });
};

function pathOf(name: string, revision: string, unit: MigrationUnit): string {
  return `handoff/${name}/versions/${revision}_pgrampart_${underscored(unitName(name, unit))}.py`;
}

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

/** Alembic commits what came before; `transaction_per_migration` in env.py keeps the revisions apart. */
const RUN_ALONE: readonly string[] = [
  '',
  'def run(statements):',
  '    with op.get_context().autocommit_block():',
  '        for statement in statements:',
  '            op.get_bind().exec_driver_sql(statement, execution_options={"no_parameters": True})',
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
