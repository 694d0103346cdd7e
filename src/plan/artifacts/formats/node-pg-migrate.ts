// node-pg-migrate: modules with `up` and `down`, run in the transaction that the tool opens, or in none where a
// module says so (the tool then commits what it did so far).
// https://salsita.github.io/node-pg-migrate/migrations/

import { underscored, unitName, versionOf, type MigrationFormat, type MigrationPart } from './format.js';

export const nodePgMigrateFormat: MigrationFormat = ({ name, title, units }, stamp) =>
  units.map((unit, place) => {
    const file = `${versionOf(stamp, place)}000_pgrampart-${underscored(unitName(name, unit))}.mjs`;
    const lines = [
      `// ${title}`,
      ...body('up', unit.up, unit.transactional),
      ...body('down', unit.down, unit.transactional),
    ];
    return { path: `handoff/${name}/migrations/${file}`, text: `${lines.join('\n')}\n` };
  });

function body(name: string, parts: readonly MigrationPart[], transactional: boolean): readonly string[] {
  const statements = parts.flatMap((part) => [
    ...part.comment.map((line) => `  // ${line.replace(/^--\s*/u, '')}`),
    ...part.statements.map((each) => `  pgm.sql(${JSON.stringify(`${each};`)});`),
  ]);
  const first = transactional
    ? `  pgm.sql("SELECT pg_catalog.set_config('search_path', '', true);");`
    : '  pgm.noTransaction();';
  return ['', `export function ${name}(pgm) {`, first, ...statements, '}'];
}
