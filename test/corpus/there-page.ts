// The table of what went there and back, and its place at the end of the page of results.

import type { ThereAndBack } from './there-and-back.js';

export type ThereOutcome = ThereAndBack | { readonly subject: string; readonly failed: string };

const HEADING = '## The commands on a server of its own';

const COLUMNS = [
  'Subject',
  'Major',
  'Steps',
  'Applied',
  'Plans with steps',
  'Restarts',
  'Second plan',
  'Undo',
  'Seconds',
];

/** One sentence for each expectation that is not met; empty when all are. */
export function thereShortcomings(outcome: ThereOutcome): readonly string[] {
  if ('failed' in outcome) return [outcome.failed];
  const { steps, left, differences, applied, notApplied, rounds } = outcome;
  return [
    ...(steps === 0 ? ['the plan is empty'] : []),
    ...(left.length === 0 ? [] : [`the last plan has ${left.length} steps: ${left[0] ?? ''}`]),
    ...(differences.length === 0 ? [] : [`undo leaves ${differences.length} differences: ${differences[0] ?? ''}`]),
    // Steps that waited for a restart stand in the next plan again.
    ...(rounds === 1 && applied !== steps ? [`${steps - applied} steps were not applied: ${notApplied[0] ?? ''}`] : []),
  ];
}

export function thereCells(outcome: ThereOutcome): readonly string[] {
  if ('failed' in outcome) return [outcome.subject, 'did not come to its end'];
  const { subject, major, steps, applied, rounds, restarts, left, differences, seconds } = outcome;
  const second = left.length === 0 ? 'empty' : `${left.length} steps`;
  const undo = differences.length === 0 ? 'restores' : `${differences.length} differ`;
  return [subject, ...[major, steps, applied, rounds, restarts].map(String), second, undo, String(seconds)];
}

/** Rows of `former`, a section of before, stay for what was not run again. */
export function thereSection(outcomes: readonly ThereOutcome[], former = ''): string {
  const rows = new Map(rowsOf(former).map((cells) => [cells[0] ?? '', cells]));
  for (const outcome of outcomes) rows.set(outcome.subject, thereCells(outcome));
  const good = [...rows.values()].filter((cells) => cells.includes('empty') && cells.includes('restores'));
  return [
    HEADING,
    '',
    'Written by `npm run corpus -- --commands`: `plan`, `apply --yes --include-hand-off --pass-gate --host-files`, a restart',
    'where the settings ask for one, `plan` again until it is empty, `undo`; processes of the account `postgres` on a server',
    "with Debian's first pg_hba.conf, certificate and key in files, no harness. *Restores*: the inventory is the former one.",
    '',
    row(COLUMNS),
    row(COLUMNS.map(() => '---')),
    ...[...rows.values()].map(row),
    '',
    `**${good.length} of ${rows.size}** went there and back with nothing left over.`,
    '',
  ].join('\n');
}

function rowsOf(section: string): readonly (readonly string[])[] {
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => line.slice(2, -2).split(' | '));
}

/** The page with the section at its end, in place of a former one. */
export function withThereSection(page: string, section: string): string {
  return `${withoutSection(page)}\n${section}`;
}

/** The section of a page as it stands; empty when it has none. */
export function thereSectionOf(page: string): string {
  const at = page.indexOf(HEADING);
  return at < 0 ? '' : page.slice(at);
}

function withoutSection(page: string): string {
  const at = page.indexOf(HEADING);
  return `${(at < 0 ? page : page.slice(0, at)).trimEnd()}\n`;
}

function row(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}
