// The maps that stand in the inventory, and as a file again: the way back where the file itself is out of reach.
// Comments are lost, and so are includes, whose lines the server lists in place.

import { itemsOf } from '../../inventory/section.js';
import type { IdentFileMap, Inventory } from '../../inventory/index.js';
import { hasDoubtfulRole, roleOf, systemUserOf } from '../../pg/ident-map.js';
import { renderIdent, type RenderableMapping } from '../../pg/ident-render.js';
import { Situation } from '../situation.js';

export function presentMaps({ inventory, major }: Situation): readonly RenderableMapping[] {
  return itemsOf(inventory.cluster.identMaps)
    .filter(({ error }) => error === null)
    .map(({ map, systemUser, databaseUser, quoted }) => ({
      map,
      systemUser: systemUserOf(systemUser),
      role: roleOf({ text: databaseUser, quoted: quoted === true }, major),
    }));
}

/** Why the file cannot be written again as it stands, one sentence each. */
export function unsayableMaps({ inventory, major }: Situation): readonly string[] {
  const maps = itemsOf(inventory.cluster.identMaps);
  return maps.flatMap((each) => {
    const why = problemOf(each, major);
    return why === null ? [] : [`line ${each.line}: ${why}`];
  });
}

function problemOf(line: IdentFileMap, major: number): string | null {
  const { error, databaseUser, quoted } = line;
  if (error !== null) return error;
  const doubtful = major >= 16 && quoted === undefined && hasDoubtfulRole(line);
  return doubtful ? `pg_ident_file_mappings does not show whether ${databaseUser} stands in quotes` : null;
}

/** Null when the file could not be read, or a line of it cannot be written again. */
export function formerIdentText(inventory: Inventory): string | null {
  if (inventory.cluster.identMaps.status === 'unreadable') return null;
  const situation = new Situation(inventory);
  if (unsayableMaps(situation).length > 0) return null;
  const rendered = renderIdent(presentMaps(situation), situation.major);
  return rendered.ok ? rendered.value : null;
}
