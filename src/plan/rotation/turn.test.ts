import { describe, expect, it } from 'vitest';
import type { Role } from '../../inventory/index.js';
import { roleOf } from '../../../test/support/inventory.js';
import { turnOf } from './turn.js';

const NOW = new Date('2026-03-01T00:00:00Z');
const SCRAM = { kind: 'scram-sha-256', iterations: 4096 } as const;
const role = (name: string, more: Partial<Role> = {}): Role => roleOf({ name, login: true, ...more });
const used = (name: string, validUntil: string | null = null): Role => role(name, { password: SCRAM, validUntil });
const shut = (name: string): Role => role(name, { password: { kind: 'none' } });

describe('whose turn it is', () => {
  it.each([
    ['the second is shut', [used('a'), shut('b')], 'b', 'a'],
    ['the first is shut', [shut('a'), used('b')], 'a', 'b'],
    ['one has ended', [used('a', '2026-02-28T23:59:59Z'), used('b', '2026-03-02T00:00:00Z')], 'a', 'b'],
    ['infinity is no end', [shut('a'), used('b', 'infinity')], 'a', 'b'],
    ['one may not log in', [role('a', { login: false, password: SCRAM }), used('b')], 'a', 'b'],
    ['nobody has a password yet', [shut('a'), shut('b')], 'a', null],
  ])('%s', (_, logins, incoming, outgoing) => {
    const turn = turnOf(logins, NOW);
    expect(turn.ok && [turn.value.incoming, turn.value.outgoing?.login ?? null]).toEqual([incoming, outgoing]);
  });

  it('a password that nobody may look at counts as one', () => {
    const unknown = role('a', { password: { kind: 'unknown', reason: 'no right' } });
    expect(turnOf([unknown, shut('b')], NOW)).toMatchObject({ value: { incoming: 'b' } });
  });

  it('one login has the credential to itself', () => {
    expect(turnOf([used('a')], NOW)).toEqual({ ok: true, value: { incoming: 'a', outgoing: null, alone: true } });
  });

  it('says why there is none', () => {
    expect(turnOf([], NOW)).toMatchObject({ ok: false });
    expect(turnOf([used('a'), shut('b'), shut('c')], NOW)).toMatchObject({
      error: { what: expect.stringContaining('a, b, c') },
    });
    expect(turnOf([used('a', '2026-03-02T00:00:00Z'), used('b')], NOW)).toMatchObject({
      error: { what: 'both a and b are open; they end: a at 2026-03-02T00:00:00Z' },
    });
  });
});
