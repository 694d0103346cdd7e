// Sections left out on purpose. Without a reason one is only missing, and one that has rows is not left out: both
// would silence questions that nobody answered.

import type { Intent } from './model.js';
import type { OmittedSection } from './operations.js';
import type { Report } from './row.js';
import { SECTION_KINDS, SECTION_READERS } from './sections/registry.js';
import type { SectionKind } from './sections/section.js';
import { normalWords } from './words/normal.js';

export function withReasons(omitted: readonly OmittedSection[], report: Report): readonly OmittedSection[] {
  return omitted.filter((each) => {
    const kind = SECTION_KINDS.find((section) => section === each.section);
    if (kind === undefined || !isNameOnly(kind, each.reason)) return true;
    report({
      code: 'omitted-without-reason',
      severity: 'warning',
      what: `"${SECTION_READERS[kind].heading}" is left out without a reason.`,
      why: 'Only a section that was left out on purpose is no question.',
      fix: 'Write the reason behind its name.',
      source: each.source,
    });
    return false;
  });
}

function isNameOnly(kind: SectionKind, reason: string): boolean {
  const { heading, synonyms } = SECTION_READERS[kind];
  const said = normalWords(reason.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/u, '').replace(/[\s:.;–—-]+$/u, ''));
  return [heading, ...synonyms].some((name) => normalWords(name) === said);
}

/** The section was left out on purpose, with a reason, and states nothing. */
export function isOmitted(intent: Intent, section: SectionKind): boolean {
  return intent[section].length === 0 && intent.omitted.some((omitted) => omitted.section === section);
}

export function checkOmissions(intent: Intent, report: Report): void {
  for (const { section, source } of intent.omitted) {
    const kind = SECTION_KINDS.find((each) => each === section);
    if (kind === undefined || intent[kind].length === 0) continue;
    report({
      code: 'omitted-and-stated',
      severity: 'warning',
      what: `"${SECTION_READERS[kind].heading}" is left out on purpose, and has rows.`,
      why: 'What is stated counts, and what it leaves open is asked.',
      fix: 'Remove the omission, or the rows.',
      source,
    });
  }
}
