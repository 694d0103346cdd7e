// What a plan is bound to: everything that was read, in its stable form. Applying to another state is refused.

import { fingerprint } from '../inventory/equal.js';
import type { Inventory } from '../inventory/index.js';

export function fingerprintOf(inventory: Inventory): string {
  return fingerprint(inventory);
}
