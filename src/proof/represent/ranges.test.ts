import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressBytes, maskOfPrefix, withinMask } from '../../pg/hba/address.js';
import { canonicalRange, representRanges } from './ranges.js';

function parts(range: string): { readonly base: readonly number[]; readonly prefix: number } {
  const [address = '', prefix = '0'] = range.split('/');
  return { base: addressBytes(address) ?? [], prefix: Number(prefix) };
}

function contains(outer: string, inner: string): boolean {
  const [a, b] = [parts(outer), parts(inner)];
  return a.prefix <= b.prefix && withinMask(b.base, a.base, maskOfPrefix(a.prefix, a.base.length));
}

function addressIn(address: string, range: string): boolean {
  return contains(range, `${address}/32`);
}

const byte = fc.integer({ min: 0, max: 255 });
// Few leading bytes, so that ranges often hold one another.
const range = fc
  .tuple(
    fc.constantFrom('10', '172', '192'),
    fc.constantFrom('0', '20', '168'),
    byte,
    byte,
    fc.constantFrom(8, 12, 16, 20, 24, 28, 32),
  )
  .map(([a, b, c, d, prefix]) => canonicalRange(`${a}.${b}.${c}.${d}/${prefix}`) ?? '');

describe('representRanges', () => {
  it('keeps containment, disjointness and difference exactly', () => {
    fc.assert(
      fc.property(fc.uniqueArray(range, { minLength: 1, maxLength: 12 }), (ranges) => {
        const represented = representRanges(ranges);
        expect(represented.ok).toBe(true);
        if (!represented.ok) return;
        const { cidrOf, addressIn: spare, outside } = represented.value;
        for (const left of ranges) {
          const block = cidrOf(left) ?? '';
          expect(contains('127.64.0.0/10', block)).toBe(true);
          expect(addressIn(outside, block)).toBe(false);
          for (const right of ranges) {
            expect(contains(block, cidrOf(right) ?? '')).toBe(contains(left, right));
            // A client of a range is in every range that holds it and in no other.
            expect(addressIn(spare(left) ?? '', cidrOf(right) ?? '')).toBe(contains(right, left));
          }
        }
      }),
    );
  });

  it('keeps the families apart and the harness’s own addresses free', () => {
    const represented = representRanges(['2001:db8::/32', '0.0.0.0/0', '10.0.0.0/8']);
    if (!represented.ok) throw new Error(represented.error);
    const { cidrOf } = represented.value;
    expect(contains(cidrOf('0.0.0.0/0') ?? '', cidrOf('2001:db8::/32') ?? '')).toBe(false);
    for (const own of ['127.0.0.1', '127.0.0.250']) expect(addressIn(own, cidrOf('0.0.0.0/0') ?? '')).toBe(false);
  });

  it('says so when the networks are nested too deeply', () => {
    const nested = Array.from({ length: 25 }, (_, index) => `10.0.0.0/${index + 8}`);
    expect(representRanges(nested)).toMatchObject({ ok: false });
  });

  it('takes no text for a network that is none', () => {
    expect(canonicalRange('10.1.2.3/16')).toBe('10.1.0.0/16');
    expect(canonicalRange('clinic.example')).toBeNull();
    expect(canonicalRange('10.0.0.0/33')).toBeNull();
  });
});
