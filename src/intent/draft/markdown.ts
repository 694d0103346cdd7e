// How a draft is written: tables of the canonical columns in which every cell is marked as a guess.
// Catalog text is untrusted: it stands in code spans only, and cannot leave them.

import { columnsOf } from '../sections/recognise.js';
import { SECTION_READERS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';

/** Cells by column key; what is not there is left for a person to state. */
export type DraftRow = Readonly<Record<string, string | null>>;

export const MARK = ' (unconfirmed)';

export function sectionText(kind: SectionKind, hint: string, rows: readonly DraftRow[]): string {
  const columns = columnsOf(kind);
  const lines = [
    `## ${SECTION_READERS[kind].heading}`,
    '',
    hint,
    '',
    line(columns.map(([, column]) => column.header)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map(([key]) => cell(row[key] ?? null)))),
  ];
  return `${lines.join('\n')}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`.replace(/ {2,}\|/gu, ' |');
}

function cell(text: string | null): string {
  return text === null || text === '' ? '' : `${text}${MARK}`;
}

/** A name as a code span, quoted as SQL quotes it; null when no table cell can hold it. */
export function place(...parts: readonly string[]): string | null {
  const spelled = parts.map((part) => (PLAIN.test(part) ? part : `"${part.replaceAll('"', '""')}"`));
  return code(spelled.join('.'));
}

const PLAIN = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

/** A code span; one that holds backticks stands between more of them. https://spec.commonmark.org/0.31.2/#code-spans */
export function code(text: string): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || text.trim() !== text || text === '') return null;
  const runs = text.match(/`+/gu) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}

export function codes(texts: readonly (string | null)[]): string | null {
  const found = texts.filter((text) => text !== null);
  return found.length === 0 ? null : found.join(', ');
}
