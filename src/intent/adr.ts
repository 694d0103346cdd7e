// An ADR candidate as a file in the shape of an ADR. Names come from catalogs and documents, so every
// one is escaped: a table called `# Decision` must not become a heading.

import { markdownText } from '../core/markdown-text.js';
import { formatSource } from '../core/source.js';
import { describeObject } from '../pg/object.js';
import type { AdrCandidate, AdrOption, Blocked } from './candidate.js';

export interface AdrNumbering {
  /** Shown with four digits. */
  readonly number: number;
  /** `2026-01-31` */
  readonly date: string;
}

export interface AdrFile {
  /** `adr-candidates/NNNN-slug.md` */
  readonly file: string;
  readonly text: string;
}

export function renderAdr(candidate: AdrCandidate, { number, date }: AdrNumbering): AdrFile {
  const digits = String(number).padStart(4, '0');
  const sections = [
    frontMatter(candidate, digits, date),
    `# ${markdownText(candidate.title)}`,
    '## Context',
    markdownText(candidate.question),
    bullets(candidate.evidence.map(markdownText)),
    '## Decision',
    decision(candidate),
    '## Consequences',
    ...candidate.options.map(consequences),
    '## Alternatives considered',
    bullets(candidate.options.map((option) => markdownText(option.title))),
    '## What waits for it',
    candidate.blocks.length === 0 ? 'Nothing else waits for this answer.' : bullets(candidate.blocks.map(blocked)),
    '## Sources',
    candidate.sources.length === 0
      ? 'The documents say nothing about it; the evidence is in the database.'
      : bullets(candidate.sources.map((source) => markdownText(formatSource(source)))),
  ];
  return {
    file: `adr-candidates/${digits}-${candidate.id}.md`,
    text: `${sections.filter((section) => section !== '').join('\n\n')}\n`,
  };
}

/** JSON strings are YAML strings. `settles` is what an accepted ADR needs to answer the question. */
function frontMatter(candidate: AdrCandidate, digits: string, date: string): string {
  return [
    '---',
    `id: ADR-${digits}`,
    `title: ${JSON.stringify(candidate.title)}`,
    'status: proposed',
    `date: ${JSON.stringify(date)}`,
    'supersedes: null',
    `settles: [${JSON.stringify(candidate.id)}]`,
    '---',
  ].join('\n');
}

function decision(candidate: AdrCandidate): string {
  const open = 'Open: it belongs to the owners of the security architecture.';
  return candidate.recommendation === null ? open : `${open} Recommended: ${markdownText(candidate.recommendation)}`;
}

function consequences(option: AdrOption): string {
  return [
    `### ${markdownText(option.title)}`,
    '',
    `- Security: ${markdownText(option.security)}`,
    `- Operations: ${markdownText(option.operations)}`,
    `- Performance: ${markdownText(option.performance)}`,
  ].join('\n');
}

const SHOWN = 100;

function blocked(block: Blocked): string {
  const names = block.objects.slice(0, SHOWN).map((object) => markdownText(describeObject(object)));
  const rest = block.objects.length > SHOWN ? ` and ${block.objects.length - SHOWN} more` : '';
  const on = names.length === 0 ? '' : `: ${names.join(', ')}${rest}`;
  return `${block.part}: ${markdownText(block.what)}${on}`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
