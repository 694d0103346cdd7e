// Flyway: versioned migrations and their undos. Flyway opens the transaction itself, or none where the script's own
// configuration says so; a `${…}` in a name or a comment would be a placeholder, so that is switched off there too.
// https://documentation.red-gate.com/fd/script-configuration-files

import { linesOf, underscored, unitName, versionOf, type MigrationFormat, type MigrationPart } from './format.js';

export const flywayFormat: MigrationFormat = ({ name, title, units }, stamp) =>
  units.flatMap((unit, place) => {
    const folder = `handoff/${name}`;
    const file = `${versionOf(stamp, place)}__pgrampart_${underscored(unitName(name, unit))}.sql`;
    const conf = `executeInTransaction=${unit.transactional}\nplaceholderReplacement=false\n`;
    const head = [`-- ${title}`, ...(unit.transactional ? ["SET LOCAL search_path = '';"] : OUTSIDE)];
    return [
      { path: `${folder}/V${file}`, text: script(head, unit.up) },
      { path: `${folder}/V${file}.conf`, text: conf },
      { path: `${folder}/U${file}`, text: script(head, unit.down) },
      { path: `${folder}/U${file}.conf`, text: conf },
    ];
  });

/** https://github.com/flyway/flyway/issues/3682 */
const OUTSIDE: readonly string[] = [
  "-- Outside a transaction. Flyway's own lock must not be one either, or this waits for it for ever:",
  '-- flyway.postgresql.transactional.lock=false',
];

function script(head: readonly string[], parts: readonly MigrationPart[]): string {
  return `${[...head, ...linesOf(parts)].join('\n')}\n`;
}
