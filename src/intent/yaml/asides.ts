// What a YAML document says beside its sections: those left out on purpose, and accepted ADRs.

import { isMap, isSeq, type YAMLMap } from 'yaml';
import type { Facts } from '../facts.js';
import type { Report } from '../row.js';
import { SECTION_KINDS } from '../sections/registry.js';
import { headText, mapsOf, placeOf, scalarOf, unknownKey, yamlProblem, type Place } from './values.js';

/** `section: reason`, or a list of reasons. */
export function readOmitted(node: unknown, place: Place, facts: Facts, report: Report): void {
  if (!isMap(node)) {
    report(yamlProblem('"omitted" is no mapping.', 'It maps a section to its reason.', placeOf(node, place)));
    return;
  }
  for (const { key, value } of node.items) {
    const section = String(scalarOf(key));
    const source = placeOf(key, place);
    const reasons = (isSeq(value) ? value.items : [value]).map((each) => String(scalarOf(each)).trim());
    if (!SECTION_KINDS.some((kind) => kind === section)) report(unknownKey(section, SECTION_KINDS, source));
    else if (reasons.includes('')) {
      report(yamlProblem(`"${section}" is left out without a reason.`, 'Only a reason makes it no question.', source));
    } else for (const reason of reasons) facts.omitted.push({ section, reason, source });
  }
}

const DECISION: readonly string[] = ['id', 'title', 'status', 'settles'];

export function readDecisions(node: unknown, place: Place, facts: Facts, report: Report): void {
  for (const item of mapsOf('decisions', node, place, report)) {
    const settles = item.get('settles', true);
    if (!isDecision(item, place, report) || !isSeq(settles)) continue;
    facts.decisions.push({
      id: headText(item, 'id') ?? '',
      title: headText(item, 'title') ?? '',
      status: (headText(item, 'status') ?? '').toLowerCase(),
      settles: settles.items.map((each) => String(scalarOf(each))),
      supersedes: [],
      source: place(item),
    });
  }
}

function isDecision(item: YAMLMap, place: Place, report: Report): boolean {
  const unknown = item.items.filter(({ key }) => !DECISION.includes(String(scalarOf(key))));
  for (const { key } of unknown) report(unknownKey(String(scalarOf(key)), DECISION, placeOf(key, place)));
  const missing = DECISION.filter((key) => (key === 'settles' ? !isSeq(item.get(key, true)) : !item.has(key)));
  if (missing.length > 0) {
    const named = missing.map((key) => (key === 'settles' ? 'list "settles"' : `"${key}"`)).join(', no ');
    report(yamlProblem(`The decision has no ${named}.`, 'Half a decision settles nothing.', place(item)));
  }
  return unknown.length + missing.length === 0;
}
