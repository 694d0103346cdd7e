import { describe, expect, it } from 'vitest';
import { objectRef } from '../pg/object.js';
import { baselineOf, failsOn, judge, subjectText, type Waiver } from './baseline.js';
import type { Finding } from './model.js';

function finding(check: string, path: readonly string[], severity: Finding['severity'] = 'high'): Finding {
  return {
    check,
    severity,
    confidence: 'high',
    subject: objectRef('table', path, 'app'),
    title: check,
    detail: 'detail',
    threats: [],
    threatKinds: ['excess-privilege'],
    references: [],
    fix: 'fix',
  };
}

const open = finding('public/relation-grant', ['app', 'docs']);
const today = '2026-11-23';
const waiver: Waiver = {
  check: open.check,
  subject: 'table:app.docs',
  reason: 'public price list',
  expires: '2026-11-23',
};

describe('waivers', () => {
  it('hold through their last day and not longer', () => {
    expect(judge([open], { waivers: [waiver], today }).fresh).toEqual([]);
    const late = judge([open], { waivers: [waiver], today: '2026-11-24' });
    expect(late.fresh).toEqual([open]);
    expect(late.expired).toEqual([waiver]);
  });

  it('without a reason count for nothing', () => {
    expect(judge([open], { waivers: [{ ...waiver, reason: ' ' }], today }).fresh).toEqual([open]);
  });

  it('match one check and one subject, or a beginning', () => {
    const other = finding('rls/not-forced', ['app', 'docs']);
    const judged = judge([open, other], { waivers: [{ ...waiver, subject: 'table:app.*' }], today });
    expect(judged.fresh).toEqual([other]);
    expect(judge([open], { waivers: [{ ...waiver, subject: 'table:app.doc' }], today }).unused).toHaveLength(1);
  });
});

describe('the baseline', () => {
  it('knows a finding by check and subject, not by its words', () => {
    const baseline = baselineOf([open]);
    const reworded = { ...open, detail: 'other words', severity: 'low' } as const;
    const fresh = finding('public/relation-grant', ['app', 'docs2']);
    const judged = judge([reworded, fresh], { baseline, today });
    expect(judged.known).toEqual([reworded]);
    expect(judged.fresh).toEqual([fresh]);
    expect(judge([fresh], { baseline, today }).fixed).toEqual(baseline.findings);
  });

  it('keeps the databases apart', () => {
    const elsewhere = { ...open, subject: objectRef('table', ['app', 'docs'], 'other') };
    expect(judge([elsewhere], { baseline: baselineOf([open]), today }).fresh).toEqual([elsewhere]);
    expect(subjectText(elsewhere)).toBe(subjectText(open));
  });
});

describe('failsOn', () => {
  it('compares with the threshold', () => {
    expect(failsOn([open], 'high')).toBe(true);
    expect(failsOn([open], 'critical')).toBe(false);
    expect(failsOn([open], 'never')).toBe(false);
    expect(failsOn([], 'info')).toBe(false);
  });
});
