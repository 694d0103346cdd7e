// Plain SQL: a pair of files to run with psql or any other client.

import { linesOf, type Migration, type MigrationFormat, type MigrationPart } from './format.js';

export const sqlFormat: MigrationFormat = (migration) => [
  { path: `handoff/${migration.name}.up.sql`, text: script(migration, migration.up) },
  { path: `handoff/${migration.name}.down.sql`, text: script(migration, migration.down) },
];

function script({ title }: Migration, parts: readonly MigrationPart[]): string {
  return `${[`-- ${title}`, 'BEGIN;', "SET LOCAL search_path = '';", ...linesOf(parts), 'COMMIT;'].join('\n')}\n`;
}
