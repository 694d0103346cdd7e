// Sqitch: a project with its changes and their three scripts, which Sqitch runs with psql. To take them into a
// project of one's own, `sqitch add` the changes and copy the scripts over.
// https://sqitch.org/docs/manual/sqitchchanges/

import { scriptText, underscored, unitName, type MigrationFormat } from './format.js';

const CHANGE = 'pgrampart_hardening';

export const sqitchFormat: MigrationFormat = ({ name, title, units }, { at }) => {
  const folder = `handoff/${name}`;
  const when = at.toISOString().replace(/\.\d+Z$/u, 'Z');
  const changes = units.map((unit) => underscored(unitName(CHANGE, unit)));
  const plan = [
    '%syntax-version=1.0.0',
    `%project=pgrampart_${underscored(name)}`,
    '',
    ...changes.map((change, place) => {
      const before = place === 0 ? '' : ` [${changes[place - 1]}]`;
      return `${change}${before} ${when} pgrampart <pgrampart@localhost> # Hand-off of the hardening`;
    }),
  ];
  return [
    { path: `${folder}/sqitch.conf`, text: '[core]\n\tengine = pg\n' },
    { path: `${folder}/sqitch.plan`, text: `${plan.join('\n')}\n` },
    ...units.flatMap((unit, place) => [
      { path: `${folder}/deploy/${changes[place]}.sql`, text: scriptText(title, unit, unit.up) },
      { path: `${folder}/revert/${changes[place]}.sql`, text: scriptText(title, unit, unit.down) },
    ]),
  ];
};
