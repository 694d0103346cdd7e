// Knows how PostgreSQL cuts pg_hba.conf and pg_ident.conf into lines, fields and tokens
// (src/backend/libpq/hba.c: tokenize_auth_file, next_field_expand, next_token): comma lists,
// "" quoting, comments, backslash continuation, `@file`, and from 16 the include directives.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { MAX_INCLUDE_DEPTH, configFilesIn, resolveConfigPath, type ConfigReader } from '../config-reader.js';

/** `quoted` is true when the token began with a double quote: keywords then lose their meaning. */
export type AuthToken = { readonly text: string; readonly quoted: boolean };

/** One logical line. `line` is the first physical line (1-based). With `error` the fields do not count. */
export type AuthLine = {
  readonly file: string;
  readonly line: number;
  readonly fields: readonly (readonly AuthToken[])[];
  readonly error?: string;
};

type Context = { readonly reader: ConfigReader; readonly major: number; readonly out: AuthLine[] };
type Scan = { position: number; error: string | undefined };

/** Tokenizes a file and everything it includes, in the order in which the server reads the lines. */
export function tokenizeAuthFile(reader: ConfigReader, file: string, major: number): readonly AuthLine[] {
  const out: AuthLine[] = [];
  const text = reader.readFile(file);
  if (text === undefined) {
    return [{ file, line: 0, fields: [], error: `could not open file "${file}"` }];
  }
  tokenizeText({ reader, major, out }, file, text, 0);
  return out;
}

function tokenizeText(context: Context, file: string, text: string, depth: number): void {
  for (const logical of logicalLines(text)) {
    const scan: Scan = { position: 0, error: undefined };
    const fields: AuthToken[][] = [];
    while (scan.position < logical.text.length && scan.error === undefined) {
      const field = readField(context, file, logical.text, scan, depth);
      if (field.length > 0) {
        fields.push(field);
      }
    }
    if (scan.error !== undefined) {
      context.out.push({ file, line: logical.line, fields, error: scan.error });
    } else if (fields.length > 0 && !includeLine(context, file, logical.line, fields, depth)) {
      context.out.push({ file, line: logical.line, fields });
    }
  }
}

type LogicalLine = { readonly line: number; readonly text: string };

function logicalLines(text: string): readonly LogicalLine[] {
  const physical = text.split('\n');
  if (physical.at(-1) === '') {
    physical.pop();
  }
  const result: LogicalLine[] = [];
  let pending = '';
  let first = 1;
  let continued = -1;
  for (const [index, piece] of physical.entries()) {
    const joined = stripTrailingCarriageReturns(pending + piece);
    const isLast = index === physical.length - 1;
    // A backslash that an earlier continuation left at this very place does not continue twice.
    if (joined.length > continued && joined.endsWith('\\')) {
      pending = joined.slice(0, -1);
      continued = pending.length;
      if (!isLast) continue;
      result.push({ line: first, text: pending });
      break;
    }
    result.push({ line: first, text: joined });
    pending = '';
    continued = -1;
    first = index + 2;
  }
  return result;
}

function stripTrailingCarriageReturns(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '\r') {
    end -= 1;
  }
  return text.slice(0, end);
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r';
}

type RawToken = { readonly token: AuthToken; readonly comma: boolean };

function readToken(text: string, scan: Scan): RawToken | undefined {
  let at = scan.position;
  while (at < text.length && (isBlank(text.charAt(at)) || text.charAt(at) === ',')) {
    at += 1;
  }
  let value = '';
  let inQuote = false;
  let wasQuote = false;
  let sawQuote = false;
  let quoted = false;
  let comma = false;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (!inQuote && (isBlank(char) || char === ',' || char === '#')) {
      comma = char === ',';
      at = char === '#' ? text.length : at;
      break;
    }
    if (char !== '"' || wasQuote) {
      value += char;
    }
    wasQuote = inQuote && char === '"' ? !wasQuote : false;
    if (char === '"') {
      inQuote = !inQuote;
      sawQuote = true;
      quoted ||= value === '';
    }
  }
  scan.position = comma ? at + 1 : at;
  return sawQuote || value !== '' ? { token: { text: value, quoted }, comma } : undefined;
}

function readField(context: Context, file: string, text: string, scan: Scan, depth: number): AuthToken[] {
  const tokens: AuthToken[] = [];
  for (;;) {
    const next = readToken(text, scan);
    if (next === undefined) return tokens;
    const { token } = next;
    if (!token.quoted && token.text.length > 1 && token.text.startsWith('@')) {
      expandFile(context, file, token.text.slice(1), scan, depth, tokens);
    } else {
      tokens.push(token);
    }
    if (!next.comma || scan.error !== undefined) return tokens;
  }
}

function expandFile(context: Context, outer: string, name: string, scan: Scan, depth: number, into: AuthToken[]): void {
  const path = resolveConfigPath(outer, name);
  const opened = openNested(context, path, depth + 1);
  if (opened.error !== undefined) {
    scan.error = `could not open secondary authentication file "@${name}" as "${path}": ${opened.error}`;
    return;
  }
  const lines: AuthLine[] = [];
  tokenizeText({ ...context, out: lines }, path, opened.text, depth + 1);
  for (const line of lines) {
    if (line.error !== undefined) {
      scan.error = line.error;
      return;
    }
    for (const field of line.fields) {
      into.push(...field);
    }
  }
}

type Opened = { readonly text: string; readonly error?: undefined } | { readonly error: string };

function openNested(context: Context, path: string, depth: number): Opened {
  if (depth > MAX_INCLUDE_DEPTH) {
    return { error: 'maximum nesting depth exceeded' };
  }
  const text = context.reader.readFile(path);
  return text === undefined ? { error: 'no such file or it cannot be read' } : { text };
}

/** True when the line was an include directive (16 and later; exactly two fields) and is done with. */
function includeLine(
  context: Context,
  file: string,
  line: number,
  fields: readonly (readonly AuthToken[])[],
  depth: number,
): boolean {
  const directive = fields[0]?.[0]?.text;
  const argument = fields[1]?.[0]?.text;
  if (context.major < 16 || fields.length !== 2 || directive === undefined || argument === undefined) return false;
  if (directive !== 'include' && directive !== 'include_if_exists' && directive !== 'include_dir') return false;
  const path = resolveConfigPath(file, argument);
  const paths = directive === 'include_dir' ? configFilesIn(context.reader, path) : [path];
  if (paths === undefined) {
    context.out.push({ file, line, fields, error: `could not open directory "${path}"` });
    return true;
  }
  for (const each of paths) {
    const opened = openNested(context, each, depth + 1);
    if (opened.error === undefined) {
      tokenizeText(context, each, opened.text, depth + 1);
    } else if (directive !== 'include_if_exists' || depth + 1 > MAX_INCLUDE_DEPTH) {
      context.out.push({ file, line, fields, error: `could not open file "${each}": ${opened.error}` });
    }
  }
  return true;
}
