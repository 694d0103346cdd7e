// Address ranges of the documents, and whether a line of pg_hba.conf stays within them.

import { addressBytes, maskOfPrefix, numericRange, withinMask } from '../pg/hba/address.js';
import type { HbaAddress } from '../pg/hba/rule.js';

/** Null when it cannot be told (host names, the machine's own networks). */
export function withinRanges(address: HbaAddress | null, ranges: readonly string[]): boolean | null {
  if (address === null) return true;
  if (address.kind === 'all') return ranges.some((range) => range.endsWith('/0'));
  const own = numericRange(address);
  return own === undefined ? null : ranges.some((range) => contains(range, own));
}

function contains(
  range: string,
  own: { readonly address: readonly number[]; readonly mask: readonly number[] },
): boolean {
  const [text = '', prefix] = range.split('/');
  const outer = addressBytes(text);
  if (outer === undefined || outer.length !== own.address.length) return false;
  const mask = maskOfPrefix(prefix === undefined ? outer.length * 8 : Number(prefix), outer.length);
  const narrower = mask.every((byte, index) => (byte & ~(own.mask[index] ?? 0) & 0xff) === 0);
  return narrower && withinMask(own.address, outer, mask);
}
