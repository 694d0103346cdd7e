import { describe, expect, it } from 'vitest';
import { rangesOf, readRules, representRules } from './hba.js';
import { representRanges } from './ranges.js';

function represent(text: string): string {
  const rules = readRules(text, 18);
  if (!rules.ok) throw new Error(rules.error);
  const ranges = representRanges(rangesOf(rules.value));
  if (!ranges.ok) throw new Error(ranges.error);
  const out = representRules(rules.value, ranges.value, 18);
  if (!out.ok) throw new Error(out.error);
  return out.value;
}

describe('representRules', () => {
  it('replaces networks only, in place', () => {
    const text = represent(
      'local all all peer\nhostssl app "odd name" 10.20.1.0/24 scram-sha-256\nhost all all all reject\n',
    );
    expect(text).toMatch(
      /^local all all peer\nhostssl app "odd name" 127\.\S+ scram-sha-256\nhost all all all reject\n$/u,
    );
  });

  it('does not let samenet or a host name mean every client of this machine', () => {
    const text = represent('host all all samenet md5\nhost all all db.example md5\nhost all all .example md5\n');
    const addresses = text.split('\n').map((line) => line.split(' ')[3]);
    expect(new Set(addresses.slice(0, 3)).size).toBe(3);
    expect(
      addresses.slice(0, 3).every((address) => address?.startsWith('127.') === true && address !== '127.0.0.0/8'),
    ).toBe(true);
  });

  it('names the line that the server would refuse', () => {
    expect(readRules('host all all 10.0.0.0/8 nonsense\n', 18)).toMatchObject({
      ok: false,
      error: expect.stringContaining('line 1'),
    });
  });
});
