// Plain SQL: pairs of files to run with psql or any other client, in the order of their numbers; down the other way
// round. A file without BEGIN runs outside a transaction (no `psql -1`).

import { scriptText, unitName, type MigrationFormat } from './format.js';

export const sqlFormat: MigrationFormat = ({ name, title, units }) =>
  units.flatMap((unit) => [
    { path: `handoff/${unitName(name, unit)}.up.sql`, text: scriptText(title, unit, unit.up) },
    { path: `handoff/${unitName(name, unit)}.down.sql`, text: scriptText(title, unit, unit.down) },
  ]);
