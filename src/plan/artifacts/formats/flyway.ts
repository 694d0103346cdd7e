// Flyway: a versioned migration and its undo. Flyway opens the transaction itself; a `${…}` in a name or a
// comment would be a placeholder, so the script's own configuration switches them off.
// https://documentation.red-gate.com/fd/script-configuration-files

import { linesOf, underscored, versionOf, type Migration, type MigrationFormat, type MigrationPart } from './format.js';

export const flywayFormat: MigrationFormat = (migration, stamp) => {
  const folder = `handoff/${migration.name}`;
  const name = `${versionOf(stamp)}__pgrampart_${underscored(migration.name)}.sql`;
  const conf = 'executeInTransaction=true\nplaceholderReplacement=false\n';
  return [
    { path: `${folder}/V${name}`, text: script(migration, migration.up) },
    { path: `${folder}/V${name}.conf`, text: conf },
    { path: `${folder}/U${name}`, text: script(migration, migration.down) },
    { path: `${folder}/U${name}.conf`, text: conf },
  ];
};

function script({ title }: Migration, parts: readonly MigrationPart[]): string {
  return `${[`-- ${title}`, "SET LOCAL search_path = '';", ...linesOf(parts)].join('\n')}\n`;
}
