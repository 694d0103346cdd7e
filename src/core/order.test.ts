import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, sortBy } from './order.js';

describe('compareText', () => {
  it('orders as UTF-8 bytes do, that is by code point', () => {
    const words = [
      '',
      'a',
      'a\u0000',
      'ab',
      'b',
      'é',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '😀',
      '😀a',
      '😁',
      '\u{10ffff}',
      'Z',
      '"',
      'zz',
    ];
    const byBytes = words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(words.toSorted(compareText)).toEqual(byBytes);
    for (const left of words) {
      for (const right of words) {
        expect(Math.sign(compareText(left, right))).toBe(
          Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))),
        );
      }
    }
  });
});

describe('sortBy', () => {
  it('compares parts in turn, a shorter key first, and keeps the order of equal keys', () => {
    const key = array(constantFrom('', 'a', 'ab', 'b', '\ue000', '😀'), { maxLength: 3 });
    assert(
      property(array(key, { maxLength: 200 }), (keys) => {
        const items = keys.map((parts, place) => ({ parts, place }));
        const whole = (parts: readonly string[]): string => parts.map((part) => `${part}\u0000`).join('');
        const expected = items.toSorted((left, right) => compareText(whole(left.parts), whole(right.parts)));
        expect(sortBy(items, ({ parts }) => parts)).toEqual(expected);
      }),
      { seed: 7 },
    );
  });
});
