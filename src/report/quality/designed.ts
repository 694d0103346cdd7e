// Quality checks about the design itself: is it sourced, is it complete, is it handed off.

import { plural } from '../blocks.js';
import { sourceWords } from '../words.js';
import { answerOf, candidateWords, gap, met, openRisk, type Answer, type Parts, type Remark } from './answer.js';

export function sourcedAnswer(parts: Parts): Answer {
  const { stated } = parts;
  const remarks: readonly Remark[] = [
    statedRemark(
      parts,
      'threats',
      parts.threats.map((row) => row.source),
      ['threat-kind'],
      /threat/iu,
    ),
    statedRemark(
      parts,
      'authorization',
      stated.authorizations.map((row) => row.source),
      ['authorization'],
      /authori[sz]ation/iu,
    ),
    statedRemark(
      parts,
      'tenant isolation',
      stated.isolation.map((row) => row.source),
      ['isolation', 'carrier'],
      /isolation/iu,
    ),
    statedRemark(
      parts,
      'classification',
      stated.classifications.map((row) => row.source),
      ['classification'],
      /classification/iu,
    ),
  ];
  const candidates = parts.candidates.map((each) => each.id);
  const raised = candidates.length === 0 ? [] : [met(`What is not stated is raised: ${candidates.join(', ')}.`)];
  return answerOf([...remarks, ...raised], []);
}

type Sources = readonly Parts['threats'][number]['source'][];

/** Stated with a place, raised as a candidate, or left out with a reason; anything else is a gap. */
function statedRemark(
  parts: Parts,
  what: string,
  sources: Sources,
  topics: readonly string[],
  heading: RegExp,
): Remark {
  const [first] = sources;
  if (first !== undefined) return met(`${plural(sources.length, 'row')} on ${what}, from ${sourceWords(first)} on.`);
  const raised = candidateWords(parts, topics);
  if (raised !== null) return met(`Nothing states ${what}. ${raised}`);
  const omitted = parts.stated.omitted.find((row) => heading.test(row.section));
  return omitted === undefined
    ? gap(`Nothing states ${what}.`)
    : met(`${omitted.section} is left out: ${omitted.reason}`);
}

export function coverageAnswer(parts: Parts): Answer {
  if (parts.coverage.length === 0) return answerOf([gap('There is no coverage matrix.')], []);
  const covered = parts.coverage.filter((row) => row.status === 'covered').length;
  const gaps = parts.coverage.filter((row) => row.status === 'gap');
  const uncontrolled = parts.controls.filter((control) => control.threats.length + control.boundaries.length === 0);
  const remarks: Remark[] = [
    met(
      `The matrix has ${plural(parts.coverage.length, 'row')}, ${covered} covered; removable: ${parts.removable.length}.`,
    ),
  ];
  if (gaps.length > 0) remarks.push(met(`Reported as gaps: ${gaps.map((row) => row.subject.id).join(', ')}.`));
  if (uncontrolled.length > 0) {
    remarks.push(gap(`Controls without a threat: ${uncontrolled.map((control) => control.id).join(', ')}.`));
  }
  return answerOf(remarks, []);
}

/** The kinds of change that alter what the schema's owners define (the plan marks them; this looks again). */
const SCHEMA_OWNED: ReadonlySet<string> = new Set([
  'owner',
  'row-security',
  'policy',
  'no-policy',
  'view',
  'view-option',
  'created-table',
  'routine',
  'routine-config',
  'routine-security',
  'index',
  'tag',
]);

export function handoffAnswer(parts: Parts): Answer {
  const owned = parts.plan.steps.filter((step) => SCHEMA_OWNED.has(step.kind) && step.object?.kind !== 'database');
  const kept = owned.filter((step) => step.handoff === null);
  if (kept.length > 0) {
    return answerOf([gap(`${plural(kept.length, 'step')} alter schema-owned objects and are not handed off.`)], []);
  }
  const nobody = owned.filter((step) => step.handoff !== null && step.handoff.component === null).length;
  const remarks: Remark[] = [met(`${plural(owned.length, 'step')} go to postgres-schema-and-migration as migrations.`)];
  if (nobody > 0) remarks.push(openRisk(`For ${plural(nobody, 'step')} of them no component is stated.`));
  return answerOf(remarks, []);
}
