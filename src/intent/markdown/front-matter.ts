// The YAML between `---` lines at the top of a document: who owns it and whether it is approved.

import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Source } from '../../core/source.js';
import type { Report } from '../row.js';

export interface FrontMatter {
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  /** Where the key stands; the file's first line for a key that is not there. */
  readonly sourceOf: (key: string) => Source;
  /** The first line after it, counted from 0. */
  readonly end: number;
}

export function readFrontMatter(lines: readonly string[], file: string, report: Report): FrontMatter {
  const top: Source = { file, line: 1, column: 1 };
  const end = lines[0]?.trimEnd() === '---' ? lines.findIndex((line, index) => index > 0 && isEnd(line)) : -1;
  if (end < 0) return { values: new Map(), sourceOf: () => top, end: 0 };
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), { lineCounter: counter, logLevel: 'silent' });
  for (const problem of document.errors) {
    const at = counter.linePos(problem.pos[0]);
    report({
      code: 'front-matter',
      severity: 'error',
      what: 'The front matter is no YAML.',
      why: problem.message.split('\n')[0] ?? '',
      fix: 'Write `key: value` lines between the two `---`.',
      source: { file, line: at.line + 1, column: at.col },
    });
  }
  const places = new Map<string, Source>();
  lines.slice(1, end).forEach((line, index) => {
    const key = /^([A-Za-z_-]+)\s*:/u.exec(line)?.[1]?.toLowerCase();
    if (key !== undefined) places.set(key, { file, line: index + 2, column: 1 });
  });
  const values = document.errors.length > 0 ? new Map<string, string>() : valuesOf(plainValue(document));
  return { values, sourceOf: (key) => places.get(key) ?? top, end: end + 1 };
}

/** Aliases are refused: a few lines of them can grow to gigabytes. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return {};
  }
}

function isEnd(line: string): boolean {
  const text = line.trimEnd();
  return text === '---' || text === '...';
}

function valuesOf(parsed: unknown): ReadonlyMap<string, string | readonly string[]> {
  const values = new Map<string, string | readonly string[]>();
  if (typeof parsed !== 'object' || parsed === null) return values;
  for (const [key, value] of Object.entries(parsed)) {
    if (Array.isArray(value)) values.set(key.toLowerCase(), value.map(String));
    else if (value !== null && typeof value !== 'object') values.set(key.toLowerCase(), String(value));
  }
  return values;
}

/** The text of a key, null when absent or empty. */
export function frontText(matter: FrontMatter, key: string): string | null {
  const value = matter.values.get(key);
  const text = typeof value === 'string' ? value.trim() : (value?.join(', ') ?? '');
  return text === '' ? null : text;
}

/** A list, also when it is written as one text with commas. */
export function frontList(matter: FrontMatter, key: string): readonly string[] {
  const value = matter.values.get(key);
  const parts = typeof value === 'string' ? value.split(',') : (value ?? []);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
