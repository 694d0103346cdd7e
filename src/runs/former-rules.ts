// The bytes of the pg_hba.conf that a plan replaced, kept beside it, so that the way back also brings back comments,
// includes and the places of the lines. A plan knows only the rules, as the server lists them.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { ConfigReader } from '../pg/config-reader.js';
import { parseHba, renderHba, shownOptions } from '../pg/hba/index.js';

/** Where the text that `text` replaces is kept; readable like the file itself, since a line may hold a password. */
export function formerRulesPath(file: string, text: string): string {
  return `${file}.before-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

export interface FormerRules {
  readonly path: string;
  readonly text: string;
}

/** What stood there before the present text, when `wanted` asks for the same rules; else null. */
export function formerRulesOf(file: string, wanted: string, major: number): FormerRules | null {
  const path = formerRulesPath(file, readFileSync(file, 'utf8'));
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const rules = rulesOf(file, text, major);
  return rules !== null && rules === rulesOf(file, wanted, major) ? { path, text } : null;
}

export function forgetFormerRules({ path }: Pick<FormerRules, 'path'>): void {
  rmSync(path, { force: true });
}

/** Null when it cannot be read as the server would. */
function rulesOf(file: string, text: string, major: number): string | null {
  const reader: ConfigReader = {
    readFile: (path) => (path === file ? text : read(() => readFileSync(path, 'utf8'))),
    listDirectory: (path) => read(() => readdirSync(path)),
  };
  const { rules, loadable } = parseHba(reader, file, { major });
  const rendered = renderHba(
    rules.map((rule) => ({ ...rule, options: shownOptions(rule) })),
    major,
  );
  return loadable && rendered.ok ? rendered.value : null;
}

function read<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
