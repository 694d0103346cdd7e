// `assess` as Markdown: the findings section of the report, and the matrix when documents were given.

import { coverageTable } from '../sections/coverage.js';
import { findingsSection } from '../sections/findings.js';
import { plural, section, type Contents } from '../blocks.js';
import type { AssessDocument } from '../assess.js';
import { markdownOf } from './markdown.js';

export function renderAssessMarkdown(document: AssessDocument): string {
  const { findings, bySeverity, notAssessed } = document.summary;
  const bad = bySeverity.critical + bySeverity.high;
  const contents: Contents = {
    title: 'Assessment',
    lead: `${bySeverity.critical} critical, ${bySeverity.high} high, ${bySeverity.medium} medium; ${notAssessed} not assessed.`,
    badge: { text: plural(findings, 'finding'), tone: bad > 0 ? 'bad' : 'info' },
    facts: [{ label: 'Written by', value: document.tool }],
    figures: [],
    sections: [
      findingsSection(document),
      ...(document.coverage.length === 0 ? [] : [section('coverage', 'Coverage', coverageTable(document.coverage))]),
    ],
  };
  return markdownOf(contents);
}
