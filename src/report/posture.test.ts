import { assert, describe, expect, test } from 'vitest';
import { hardeningDocument } from '../../test/support/report/document.js';
import type { HardeningDocument } from './document.js';
import { openRisksOf } from './open-risks.js';
import { postureAnswer } from './posture.js';
import { qualityAnswers } from './quality-answers.js';
import type { QualityId } from './quality.js';
import { decodeReport } from './saved.js';
import { renderAssessMarkdown } from './render/assess-markdown.js';
import { renderHtml } from './render/html.js';
import { renderJson } from './render/json.js';
import { renderJunit } from './render/junit.js';
import { renderMarkdown } from './render/markdown.js';
import { renderOscal } from './render/oscal.js';
import { renderPlanText } from './render/plan-text.js';
import { renderSarif } from './render/sarif.js';
import { renderText } from './render/text.js';
import { assessDocument } from './assess.js';

const found = hardeningDocument();

/** The fixture with everything proved and nothing left. */
function complete(): HardeningDocument {
  const controls = found.controls.filter((control) => control.area !== 'audit');
  return {
    ...found,
    controls,
    evidence: found.evidence.filter((row) => row.status === 'holds'),
    coverage: found.coverage.filter((row) => row.status === 'covered'),
    candidates: [],
    blocked: [],
    openRisks: [],
    plan: { ...found.plan, blocked: [] },
    run: { ...found.run, unreadable: [] },
    notAssessed: [],
  };
}

function first(document: HardeningDocument, change: Partial<HardeningDocument['evidence'][number]>): HardeningDocument {
  return { ...document, evidence: document.evidence.map((row, index) => (index === 0 ? { ...row, ...change } : row)) };
}

describe('posture', () => {
  test('earned by evidence alone, with nothing left', () => {
    expect(postureAnswer(complete())).toEqual({ posture: 'hardened', reasons: [] });
  });

  test.each([
    ['one attack broken', first(complete(), { status: 'broken' }), 'not-hardened'],
    ['one attack vacuous', first(complete(), { status: 'vacuous' }), 'not-hardened'],
    ['one attack not run', first(complete(), { status: 'not-run' }), 'unverified'],
    ['one control without evidence', { ...complete(), evidence: complete().evidence.slice(1) }, 'unverified'],
    ['no scratch server', { ...complete(), evidence: [], proof: { ...found.proof, ran: false } }, 'unverified'],
    ['a threat without a control', { ...complete(), coverage: found.coverage }, 'not-hardened'],
    ['a second plan', { ...complete(), proof: { ...found.proof, secondPlanSteps: 1 } }, 'not-hardened'],
    ['undo that fails', { ...complete(), proof: { ...found.proof, undoRestored: false } }, 'unverified'],
    ['undo that nobody tried', { ...complete(), proof: { ...found.proof, undoRestored: null } }, 'unverified'],
    ['a demand that could not be planned', { ...complete(), plan: found.plan }, 'unverified'],
    ['a check that was not assessed', { ...complete(), notAssessed: found.notAssessed }, 'unverified'],
    ['a section that was not read', { ...complete(), run: found.run }, 'unverified'],
    ['no control', { ...complete(), controls: [] }, 'unverified'],
    ['a question', { ...complete(), candidates: found.candidates }, 'unverified'],
    ['an open risk', { ...complete(), openRisks: found.openRisks }, 'unverified'],
  ])('%s lowers it, with a reason', (_what, document, posture) => {
    const answer = postureAnswer(document);
    expect(answer.posture).toBe(posture);
    expect(answer.reasons.length).toBeGreaterThan(0);
  });

  test.each(['unverified', 'not-hardened'] as const)('%s: the word hardened appears nowhere for people', (posture) => {
    const document = { ...found, posture, quality: qualityAnswers(found) };
    const texts = [
      renderMarkdown(document),
      renderHtml(document),
      renderText(document),
      renderSarif(document),
      renderJunit(document),
      renderOscal(document),
      renderPlanText(document.plan),
      renderAssessMarkdown(assessDocument({ ...document, tool: 'pgrampart' })),
      renderJson(document).replace('"posture": "not-hardened"', ''),
    ];
    for (const text of texts) expect(text).not.toMatch(/hardened/iu);
  });

  test('and is said where it is earned', () => {
    expect(renderMarkdown({ ...complete(), posture: 'hardened' })).toMatch(/hardened/u);
  });
});

describe('open risks', () => {
  test('what is unproved, unread or unenforceable is one, once', () => {
    const risks = openRisksOf(found);
    expect(risks.map((risk) => risk.what)).toEqual([
      'media theft',
      'Control audit/events is not proved',
      'Section hbaRules of the inventory was not read',
    ]);
    expect(openRisksOf({ ...found, openRisks: risks })).toEqual(risks);
  });
});

function verdicts(document: HardeningDocument): { readonly [id: string]: string } {
  return Object.fromEntries(qualityAnswers(document).map((answer) => [answer.id, answer.verdict]));
}

function verdict(id: QualityId, document: HardeningDocument): string | undefined {
  return verdicts(document)[id];
}

describe('quality checks', () => {
  test('the fixture', () => {
    expect(verdicts(found)).toEqual({
      sourced: 'met',
      roles: 'met',
      isolation: 'open-risk',
      columns: 'met',
      connection: 'met',
      audit: 'open-risk',
      rotation: 'gap',
      exposure: 'met',
      coverage: 'met',
      tested: 'open-risk',
      handoff: 'met',
    });
  });

  test('nothing that the engine must show is met without evidence', () => {
    const silent = { ...found, evidence: [], proof: { ...found.proof, ran: false } };
    for (const id of ['roles', 'isolation', 'columns', 'connection', 'audit', 'tested'] as const) {
      expect(verdict(id, silent)).not.toBe('met');
    }
  });

  test('broken or vacuous evidence is a gap', () => {
    expect(verdict('isolation', first(found, { status: 'vacuous' }))).toBe('gap');
    expect(verdict('tested', first(found, { status: 'broken' }))).toBe('gap');
  });

  test('schema-owned steps that are kept are a gap', () => {
    const steps = found.plan.steps.map((step) => ({ ...step, handoff: null }));
    expect(verdict('handoff', { ...found, plan: { ...found.plan, steps } })).toBe('gap');
  });

  test('an answer on evidence points at rows that are there', () => {
    const known = new Set(found.evidence.map((row) => `${row.control}/${row.attack.id}`));
    const pointers = qualityAnswers(found).flatMap((answer) => answer.evidence);
    expect(pointers.length).toBeGreaterThan(0);
    expect(pointers.filter((each) => !known.has(each))).toEqual([]);
  });

  test('a public endpoint without an exception is a gap', () => {
    const endpoints = found.stated.endpoints.map((row) => ({ ...row, public: true }));
    expect(verdict('exposure', { ...found, stated: { ...found.stated, endpoints } })).toBe('gap');
  });
});

describe('a saved report', () => {
  const saved = decodeReport(renderJson(found), 'report.json');

  test('renders the same bytes again', () => {
    assert(saved.ok);
    expect(renderMarkdown(saved.value)).toBe(renderMarkdown(found));
    expect(renderHtml(saved.value)).toBe(renderHtml(found));
    expect(renderPlanText(saved.value.plan)).toBe(renderPlanText(found.plan));
  });

  test.each([
    ['no JSON', '{'],
    ['another document', '{"formatVersion":"1.0"}'],
    ['a later major', renderJson(found).replaceAll('"formatVersion": "1.0"', '"formatVersion": "2.0"')],
  ])('%s is refused with a diagnostic', (_what, json) => {
    const decoded = decodeReport(json, 'report.json');
    expect(decoded.ok ? 'accepted' : decoded.error[0]?.what).toMatch(/report\.json/u);
  });
});
