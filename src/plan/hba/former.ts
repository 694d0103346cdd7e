// The rules that stand in the inventory as a file again: the way back where the file itself is out of
// reach. Comments are lost, and so are includes, whose rules the server lists in place.

import type { Inventory } from '../../inventory/index.js';
import { renderHba } from '../../pg/hba/index.js';
import { Situation } from '../situation.js';
import { presentRules } from './file.js';

/** Null when the rules could not be read or one of them cannot be written again (the server refused its line). */
export function formerHbaText(inventory: Inventory): string | null {
  const { hbaRules } = inventory.cluster;
  if (hbaRules.status === 'unreadable') return null;
  const options = { handOff: 'mark' } as const;
  const rules = presentRules(new Situation(inventory), options);
  if (rules.length !== hbaRules.items.length) return null;
  const rendered = renderHba(rules, inventory.server.major);
  return rendered.ok ? rendered.value : null;
}
