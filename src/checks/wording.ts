// How findings name several things: sorted, the first few, and how many more there are.

import { uniqueSorted } from '../core/order.js';
import type { Grantee } from '../pg/grantee.js';
import { describeGrantee } from '../pg/grantee.js';

const SHOWN = 8;

export function listed(names: Iterable<string>): string {
  const all = uniqueSorted(names);
  const shown = all.slice(0, SHOWN).join(', ');
  return all.length > SHOWN ? `${shown} and ${all.length - SHOWN} more` : shown;
}

export function grantees(all: Iterable<Grantee>): string {
  return listed([...all].map(describeGrantee));
}
