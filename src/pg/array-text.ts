// PostgreSQL's text form of arrays: `{a,"b c",NULL}`. Nested arrays come out flat, in order.
// https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO

import { err, ok, type Result } from '../core/result.js';

const PLAIN = /^\{[^"\\{}]*\}$/u;

/** Elements in order; an unquoted NULL is null. Bounds (`[0:1]={…}`) are accepted and dropped. */
export function parseArrayText(text: string): Result<readonly (string | null)[], string> {
  const body = text.startsWith('[') ? text.slice(text.indexOf('=') + 1) : text;
  if (body === '{}') return ok([]);
  if (!PLAIN.test(body)) return parseQuoted(body);
  return ok(body.slice(1, -1).split(',').map(element));
}

function element(word: string): string | null {
  return word.length === 4 && word.toUpperCase() === 'NULL' ? null : word;
}

function parseQuoted(body: string): Result<readonly (string | null)[], string> {
  const elements: (string | null)[] = [];
  let at = 0;
  let depth = 0;
  while (at < body.length) {
    const character = body[at];
    if (character === '{' || character === '}') {
      depth += character === '{' ? 1 : -1;
      if (depth < 0) return err('a closing brace too many');
      at += 1;
    } else if (character === ',') {
      at += 1;
    } else {
      const word = character === '"' ? quotedWord(body, at + 1) : plainWord(body, at);
      if (word === undefined) return err('an unfinished quotation');
      elements.push(word.value);
      at = word.end;
    }
  }
  return depth === 0 ? ok(elements) : err('an unfinished array');
}

interface Word {
  readonly value: string | null;
  /** Where the next character stands. */
  readonly end: number;
}

function quotedWord(body: string, start: number): Word | undefined {
  let value = '';
  for (let at = start; at < body.length; at += 1) {
    const character = body[at];
    if (character === '"') return { value, end: at + 1 };
    if (character === '\\') at += 1;
    value += body[at] ?? '';
  }
  return undefined;
}

function plainWord(body: string, start: number): Word {
  let end = start;
  let value = '';
  while (end < body.length && !',{}'.includes(body[end] ?? '')) {
    if (body[end] === '\\') end += 1;
    value += body[end] ?? '';
    end += 1;
  }
  return { value: element(value), end };
}
