import { describe, expect, it } from 'vitest';
import { compareText } from './order.js';

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
