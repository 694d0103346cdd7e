// Knows where a lexical element of PostgreSQL's SQL ends: strings of every kind, dollar quotes, nested
// comments, identifiers. Same rules as the server's scanner with standard_conforming_strings on.
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html

const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/uy;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/uy;
const NUMBER_OR_PARAMETER = /\$?[0-9][A-Za-z0-9_.$]*/uy;
const CONTINUATION = /(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f\v]+|--[^\n\r]*[\n\r])*'/uy;
const COMMENT_EDGE = /\/\*|\*\//gu;
const PLAIN = /[^'"$\\;:()[\]\-/A-Za-z_0-9\u0080-\uffff]+/uy;

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** One element: `open` is true when the text ends inside it. */
export interface Element {
  readonly kind: 'space' | 'word' | 'quoted' | 'comment' | 'other';
  readonly end: number;
  readonly open?: 'string' | 'identifier' | 'dollar-quoted string' | 'comment';
}

/** The element that begins at `at`; every element is at least one character long. */
export function scanElement(text: string, at: number): Element {
  const char = text.charAt(at);
  if (char === "'") return quoted(text, at, "'", 'string');
  if (char === '"') return quoted(text, at, '"', 'identifier');
  if (char === '-' && text.charAt(at + 1) === '-') return { kind: 'comment', end: lineEnd(text, at) };
  if (char === '/' && text.charAt(at + 1) === '*') return blockComment(text, at);
  const word = endOf(WORD, text, at);
  if (word > at) return afterWord(text, at, word);
  if (char === '$') {
    const tag = endOf(DOLLAR_TAG, text, at);
    if (tag > at) return dollarQuoted(text, at, tag);
  }
  const number = endOf(NUMBER_OR_PARAMETER, text, at);
  if (number > at) return { kind: 'other', end: number };
  const plain = endOf(PLAIN, text, at);
  if (plain === at) return { kind: 'other', end: at + 1 };
  return { kind: text.slice(at, plain).trim() === '' ? 'space' : 'other', end: plain };
}

/** Index of the line break that ends the line of `at`, or the text's length. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Words that introduce a quoted element: E'', and U&'' and U&"" (whose ampersand is not part of the word). */
function afterWord(text: string, at: number, end: number): Element {
  if (end - at !== 1) return { kind: 'word', end };
  const letter = text.charAt(at);
  if ((letter === 'E' || letter === 'e') && text.charAt(end) === "'") return escapeString(text, end);
  return { kind: 'word', end };
}

function quoted(text: string, at: number, quote: string, what: 'string' | 'identifier'): Element {
  let from = at + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) return { kind: 'quoted', end: text.length, open: what };
    if (text.charAt(close + 1) !== quote) return { kind: 'quoted', end: close + 1 };
    from = close + 2;
  }
}

/** E'' strings: backslash escapes, also in the pieces that follow after a line break. */
function escapeString(text: string, quote: number): Element {
  let at = quote + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 2;
    } else if (char !== "'") {
      at += 1;
    } else if (text.charAt(at + 1) === "'") {
      at += 2;
    } else {
      const next = endOf(CONTINUATION, text, at + 1);
      if (next === at + 1) return { kind: 'quoted', end: at + 1 };
      at = next;
    }
  }
  return { kind: 'quoted', end: text.length, open: 'string' };
}

function dollarQuoted(text: string, at: number, bodyStart: number): Element {
  const tag = text.slice(at, bodyStart);
  const close = text.indexOf(tag, bodyStart);
  return close < 0
    ? { kind: 'quoted', end: text.length, open: 'dollar-quoted string' }
    : { kind: 'quoted', end: close + tag.length };
}

function blockComment(text: string, at: number): Element {
  let depth = 0;
  COMMENT_EDGE.lastIndex = at;
  for (;;) {
    const edge = COMMENT_EDGE.exec(text);
    if (edge === null) return { kind: 'comment', end: text.length, open: 'comment' };
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', end: COMMENT_EDGE.lastIndex };
  }
}
