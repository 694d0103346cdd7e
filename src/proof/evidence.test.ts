import { describe, expect, it } from 'vitest';
import { observed } from './attacks/observed.js';
import { rule } from './evidence.js';
import type { Outcome } from './model.js';

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
