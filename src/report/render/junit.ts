// Evidence as JUnit XML: a suite for each control, a case for each attack. What did not run is skipped,
// never passed.

import type { ReportDocument, ReportEvidence } from '../plain.js';
import { evidenceOf, tallyOf } from '../tally.js';
import { observedWords } from '../words.js';
import { htmlText } from './html-text.js';

export type JunitInput = Pick<ReportDocument, 'controls' | 'evidence'>;

export function renderJunit(input: JunitInput): string {
  const all = tallyOf(input.evidence);
  const suites = input.controls.map((control) => suiteXml(control.title, evidenceOf(input, control.id), control.id));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="pgrampart" tests="${all.total}" failures="${all.broken + all.vacuous}" skipped="${all.notRun}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteXml(title: string, rows: readonly ReportEvidence[], id: string): string {
  const tally = tallyOf(rows);
  const counts = `tests="${tally.total}" failures="${tally.broken + tally.vacuous}" skipped="${tally.notRun}"`;
  const cases = rows.map((row) => caseXml(row, id));
  return [`  <testsuite name="${htmlText(`${id}: ${title}`)}" ${counts}>`, ...cases, '  </testsuite>'].join('\n');
}

function caseXml(row: ReportEvidence, control: string): string {
  const open = `    <testcase classname="${htmlText(control)}" name="${htmlText(`${row.attack.id} as ${row.role}`)}"`;
  if (row.status === 'holds') return `${open}/>`;
  const reason = htmlText(row.reason ?? row.status);
  if (row.status === 'not-run') return `${open}><skipped message="${reason}"/></testcase>`;
  const seen = `expected ${row.expected}; with the control: ${observedWords(row.observed)}; without: ${observedWords(row.withoutControl)}`;
  return `${open}><failure type="${row.status}" message="${reason}">${htmlText(seen)}</failure></testcase>`;
}
