import { describe, expect, it } from 'vitest';
import type { Attack } from '../attack/model.js';
import { observed, type Run } from './attacks/observed.js';
import { evidenceOf, postureOf, rule } from './evidence.js';
import type { Evidence, Outcome } from './model.js';

const statusOf = (withControl: Outcome, without: Outcome): string =>
  rule(observed(withControl), observed(without)).status;

describe('rule', () => {
  it('holds only when it was refused with and leaked without', () => {
    expect(statusOf('refused', 'leaked')).toBe('holds');
    expect(statusOf('no-rows', 'changed')).toBe('holds');
    expect(statusOf('logged', 'not-logged')).toBe('holds');
    expect(statusOf('refused', 'connected')).toBe('holds');
  });

  it('calls a leak with the control broken, whatever came without it', () => {
    for (const without of ['refused', 'leaked', 'error', 'not-run'] as const)
      expect(statusOf('leaked', without)).toBe('broken');
    expect(statusOf('not-logged', 'not-logged')).toBe('broken');
  });

  it('calls a refusal without the control vacuous', () => {
    expect(statusOf('refused', 'refused')).toBe('vacuous');
    expect(statusOf('logged', 'logged')).toBe('vacuous');
  });

  it('takes an error neither for a refusal nor for a leak', () => {
    expect(rule(observed('error', { sqlstate: '22P02', log: 'bad text' }), observed('leaked'))).toEqual({
      status: 'not-run',
      reason: 'with the control the attempt failed in another way than expected: 22P02 bad text',
    });
    expect(statusOf('refused', 'error')).toBe('not-run');
  });
});

const attack: Attack = { kind: 'become-role', id: '1', role: 'r', title: '', target: 't' };
const run = (outcome: Outcome): Run => ({ observed: observed(outcome), statements: [] });
const evidence = (control: string, without: Outcome): Evidence =>
  evidenceOf(control, attack, run('refused'), run(without), { major: 18, origin: 'embedded' });

describe('postureOf', () => {
  const shown = [evidence('a', 'leaked'), evidence('b', 'leaked')];
  const complete = { controls: ['a', 'b'], evidence: shown, blocked: 0, openRisks: 0 };

  it('is hardened only when every control was shown and nothing is open', () => {
    expect(postureOf(complete)).toBe('hardened');
    expect(postureOf({ ...complete, blocked: 1 })).toBe('unverified');
    expect(postureOf({ ...complete, openRisks: 1 })).toBe('unverified');
    expect(postureOf({ ...complete, controls: ['a', 'b', 'c'] })).toBe('unverified');
  });

  it('is unverified without evidence, and with an attack that did not run', () => {
    expect(postureOf({ ...complete, controls: [], evidence: [] })).toBe('unverified');
    expect(postureOf({ ...complete, evidence: [...shown, evidence('a', 'not-run')] })).toBe('unverified');
  });

  it('is not hardened as soon as one attack is broken or vacuous', () => {
    expect(postureOf({ ...complete, evidence: [...shown, evidence('a', 'refused')] })).toBe('not-hardened');
  });
});
