// Sqitch: a project with one change and its three scripts, which Sqitch runs with psql. To take it into a
// project of one's own, `sqitch add` a change and copy the scripts over.
// https://sqitch.org/docs/manual/sqitchchanges/

import { linesOf, underscored, type Migration, type MigrationFormat, type MigrationPart } from './format.js';

const CHANGE = 'pgrampart_hardening';

export const sqitchFormat: MigrationFormat = (migration, { at }) => {
  const folder = `handoff/${migration.name}`;
  const when = at.toISOString().replace(/\.\d+Z$/u, 'Z');
  const plan = [
    '%syntax-version=1.0.0',
    `%project=pgrampart_${underscored(migration.name)}`,
    '',
    `${CHANGE} ${when} pgrampart <pgrampart@localhost> # Hand-off of the hardening`,
  ];
  return [
    { path: `${folder}/sqitch.conf`, text: '[core]\n\tengine = pg\n' },
    { path: `${folder}/sqitch.plan`, text: `${plan.join('\n')}\n` },
    { path: `${folder}/deploy/${CHANGE}.sql`, text: script(migration, migration.up) },
    { path: `${folder}/revert/${CHANGE}.sql`, text: script(migration, migration.down) },
  ];
};

function script({ title }: Migration, parts: readonly MigrationPart[]): string {
  return `${[`-- ${title}`, 'BEGIN;', "SET LOCAL search_path = '';", ...linesOf(parts), 'COMMIT;'].join('\n')}\n`;
}
