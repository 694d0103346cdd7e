// Reads postgresql.conf as the server does (guc-file.l): quoting, includes, later entries win.
// One syntax error and the server keeps its old values; entries are still given, with the errors.
// https://www.postgresql.org/docs/current/config-setting.html

import type { Source } from '../core/index.js';
import { MAX_INCLUDE_DEPTH, configFilesIn, resolveConfigPath, type ConfigReader } from './config-reader.js';

/** `name` is in lower case, as the server compares names without regard to case. */
export interface ConfEntry {
  readonly name: string;
  readonly value: string;
  readonly source: Source;
}

export interface ConfError {
  readonly message: string;
  readonly source: Source;
}

export interface ConfFile {
  /** In the order in which the server reads them; all, also those that a later entry overrides. */
  readonly entries: readonly ConfEntry[];
  readonly errors: readonly ConfError[];
}

/** Parses `file` and what it includes. */
export function parseConf(reader: ConfigReader, file: string): ConfFile {
  const out: Collected = { reader, entries: [], errors: [] };
  readInto(out, file, 0, { file, line: 1, column: 1 }, true);
  return { entries: out.entries, errors: out.errors };
}

/** The entry that counts for each name: the last one. */
export function effectiveConf(file: ConfFile): ReadonlyMap<string, ConfEntry> {
  return new Map(file.entries.map((entry) => [entry.name, entry]));
}

interface Collected {
  readonly reader: ConfigReader;
  readonly entries: ConfEntry[];
  readonly errors: ConfError[];
}

function readInto(out: Collected, file: string, depth: number, from: Source, required: boolean): void {
  if (depth > MAX_INCLUDE_DEPTH) {
    out.errors.push({ message: `could not open "${file}": maximum nesting depth exceeded`, source: from });
    return;
  }
  const text = out.reader.readFile(file);
  if (text === undefined) {
    if (required) out.errors.push({ message: `could not open configuration file "${file}"`, source: from });
    return;
  }
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line);
    if (parsed === undefined) continue;
    const source = { file, line: index + 1, column: parsed.column };
    if ('error' in parsed) out.errors.push({ message: parsed.error, source });
    else take(out, parsed, source, depth);
  }
}

function take(out: Collected, { name, value }: Pick<ConfEntry, 'name' | 'value'>, source: Source, depth: number): void {
  const path = resolveConfigPath(source.file, value);
  if (name === 'include' || name === 'include_if_exists') {
    readInto(out, path, depth + 1, source, name === 'include');
  } else if (name === 'include_dir') {
    const files = configFilesIn(out.reader, path);
    if (files === undefined) out.errors.push({ message: `could not open configuration directory "${path}"`, source });
    for (const file of files ?? []) readInto(out, file, depth + 1, source, true);
  } else {
    out.entries.push({ name, value, source });
  }
}

type ParsedLine =
  | { readonly name: string; readonly value: string; readonly column: number }
  | { readonly error: string; readonly column: number };

const LETTERS = 'A-Za-z_\\u0080-\\uffff';
const NAME = new RegExp(`^[ \\t\\r]*([${LETTERS}][${LETTERS}0-9]*(?:\\.[${LETTERS}][${LETTERS}0-9]*)?)`, 'u');
const STRING = /^'((?:[^'\\\n]|\\.|'')*)'/u;
const INTEGER = /^[-+]?(?:0x[0-9A-Fa-f]+|[0-9]+)[A-Za-z]*/u;
const REAL = /^[-+]?[0-9]*\.[0-9]*(?:[Ee][-+]?[0-9]+)?/u;
const UNQUOTED = new RegExp(`^[${LETTERS}][${LETTERS}0-9._:/-]*`, 'u');

function parseLine(line: string): ParsedLine | undefined {
  const text = line.replace(/\r$/u, '');
  if (/^[ \t\r]*(?:#.*)?$/u.test(text)) return undefined;
  const name = NAME.exec(text);
  const column = text.length - text.trimStart().length + 1;
  if (name === null || name[1] === undefined) return { error: 'syntax error in a parameter name', column };
  const before = text.slice(name[0].length);
  const equals = /^[ \t\r]*=?[ \t\r]*/u.exec(before)?.[0] ?? '';
  const rest = before.slice(equals.length);
  const token = longest(rest, equals === '');
  const valueColumn = name[0].length + equals.length + 1;
  if (token === undefined) return { error: `syntax error near "${rest.slice(0, 20)}"`, column: valueColumn };
  if (!/^[ \t\r]*(?:#.*)?$/u.test(rest.slice(token.length))) {
    return {
      error: `syntax error near "${rest.slice(token.length).trim().slice(0, 20)}"`,
      column: valueColumn + token.length,
    };
  }
  const value = token.startsWith("'") ? unescape(token.slice(1, -1)) : token;
  return { name: name[1].toLowerCase(), value, column };
}

/** The longest token wins, as in flex; a bare dotted name is a parameter's name, not a value. */
function longest(text: string, glued: boolean): string | undefined {
  const candidates = [STRING, INTEGER, REAL, UNQUOTED].map((pattern) => pattern.exec(text)?.[0] ?? '');
  const best = candidates.reduce((left, right) => (right.length > left.length ? right : left), '');
  const isQualified = new RegExp(`^[${LETTERS}][${LETTERS}0-9]*\\.[${LETTERS}][${LETTERS}0-9]*$`, 'u').test(best);
  return best === '' || isQualified || (glued && !best.startsWith("'")) || best === '.' ? undefined : best;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unescape(body: string): string {
  return body.replaceAll(/''|\\([0-7]{1,3}|.)/gsu, (whole, escape: string | undefined) => {
    if (whole === "''") return "'";
    const text = escape ?? '';
    if (/^[0-7]/u.test(text)) return String.fromCharCode(Number.parseInt(text, 8) & 0xff);
    return Object.hasOwn(ESCAPES, text) ? (ESCAPES[text] ?? text) : text;
  });
}
