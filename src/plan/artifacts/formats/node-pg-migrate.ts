// node-pg-migrate: one module with `up` and `down`, run in the transaction that the tool opens.
// https://salsita.github.io/node-pg-migrate/migrations/

import { underscored, versionOf, type MigrationFormat, type MigrationPart } from './format.js';

export const nodePgMigrateFormat: MigrationFormat = (migration, stamp) => {
  const file = `${versionOf(stamp)}000_pgrampart-${underscored(migration.name)}.mjs`;
  const lines = [`// ${migration.title}`, ...body('up', migration.up), ...body('down', migration.down)];
  return [{ path: `handoff/${migration.name}/migrations/${file}`, text: `${lines.join('\n')}\n` }];
};

function body(name: string, parts: readonly MigrationPart[]): readonly string[] {
  const statements = parts.flatMap((part) => [
    ...part.comment.map((line) => `  // ${line.replace(/^--\s*/u, '')}`),
    ...part.statements.map((each) => `  pgm.sql(${JSON.stringify(`${each};`)});`),
  ]);
  return [
    '',
    `export function ${name}(pgm) {`,
    `  pgm.sql("SELECT pg_catalog.set_config('search_path', '', true);");`,
    ...statements,
    '}',
  ];
}
