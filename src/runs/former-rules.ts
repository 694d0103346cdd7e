// The bytes of the pg_hba.conf or pg_ident.conf that a plan replaced, kept beside it, so that the way back also brings back comments,
// includes and the places of the lines. A plan knows only the rules, as the server lists them.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { ConfigReader } from '../pg/config-reader.js';
import { parseHba, renderHba, shownOptions } from '../pg/hba/index.js';
import { parseIdentMap } from '../pg/ident-map.js';
import { renderIdent } from '../pg/ident-render.js';

/** Where the text that `text` replaces is kept; readable like the file itself, since a line may hold a password. */
export function formerRulesPath(file: string, text: string): string {
  return `${file}.before-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

export interface FormerRules {
  readonly path: string;
  readonly text: string;
}

/** What a text says in canonical form; null when it cannot be read as the server would. */
export type MeaningOf = (file: string, text: string, major: number) => string | null;

/** What stood there before the present text, when `wanted` asks for the same rules; else null. */
export function formerRulesOf(
  file: string,
  wanted: string,
  major: number,
  meaningOf: MeaningOf = rulesOf,
): FormerRules | null {
  const path = formerRulesPath(file, readFileSync(file, 'utf8'));
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const meaning = meaningOf(file, text, major);
  return meaning !== null && meaning === meaningOf(file, wanted, major) ? { path, text } : null;
}

export function forgetFormerRules({ path }: Pick<FormerRules, 'path'>): void {
  rmSync(path, { force: true });
}

function rulesOf(file: string, text: string, major: number): string | null {
  const { rules, loadable } = parseHba(readerOf(file, text), file, { major });
  const rendered = renderHba(
    rules.map((rule) => ({ ...rule, options: shownOptions(rule) })),
    major,
  );
  return loadable && rendered.ok ? rendered.value : null;
}

export function mapsOf(file: string, text: string, major: number): string | null {
  const { mappings, errors } = parseIdentMap(readerOf(file, text), file, major);
  const rendered = renderIdent(mappings, major);
  return errors.length === 0 && rendered.ok ? rendered.value : null;
}

/** With what it includes. */
function readerOf(file: string, text: string): ConfigReader {
  return {
    readFile: (path) => (path === file ? text : read(() => readFileSync(path, 'utf8'))),
    listDirectory: (path) => read(() => readdirSync(path)),
  };
}

function read<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
