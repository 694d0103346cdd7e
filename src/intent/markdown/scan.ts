// A Markdown text cut into headings and blocks, line by line, so that only what a section needs is
// parsed: linear in the text's length whatever it holds. Code fences, HTML comments and raw HTML are
// skipped: a heading or table in them is an example, not a statement. (CommonMark 0.31 §4, GFM tables)

export interface Heading {
  readonly kind: 'heading';
  readonly depth: number;
  readonly text: string;
  readonly line: number;
  /** Where the text begins, counted from 1. */
  readonly column: number;
}

/** Lines from `start` to `end` (exclusive), counted from 0. */
export interface Block {
  readonly kind: 'table' | 'list' | 'prose';
  readonly start: number;
  readonly end: number;
}

export type Piece = Heading | Block;

/** Lines without their line ends (LF, CRLF, CR) and without a byte order mark. */
export function splitLines(text: string): readonly string[] {
  return text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u);
}

/** `> ` before a line; quoted tables and lists are read as if they were not quoted. */
const QUOTE = /^ {0,3}>[ \t]?/u;

function isQuoted(line: string): boolean {
  return QUOTE.test(line);
}

/** Quote marks become blanks, so that columns stay what they are in the file. */
export function unquoted(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (isQuoted(line) ? line.replace(QUOTE, (mark) => ' '.repeat(mark.length)) : line));
}

export function scanMarkdown(lines: readonly string[], first: number): readonly Piece[] {
  const scanner = new Scanner(lines);
  for (let index = first; index < lines.length; index += 1) scanner.take(index);
  return scanner.finish(lines.length);
}

class Scanner {
  readonly #lines: readonly string[];
  readonly #raw: readonly string[];
  readonly #pieces: Piece[] = [];
  #open: { kind: Block['kind']; start: number } | null = null;
  #fence: string | null = null;
  #htmlEnd: RegExp | null = null;
  #blank = false;
  #quoted = false;

  constructor(raw: readonly string[]) {
    this.#raw = raw;
    this.#lines = unquoted(raw);
  }

  take(index: number): void {
    const line = this.#lines[index] ?? '';
    const quoted = isQuoted(this.#raw[index] ?? '');
    if (quoted !== this.#quoted) this.#close(index);
    this.#quoted = quoted;
    if (this.#insideVerbatim(line)) return;
    if (line.trim() === '') {
      if (this.#open?.kind === 'list') this.#blank = true;
      else this.#close(index);
      return;
    }
    if (this.#startsVerbatim(line, index)) return;
    const heading = readAtxHeading(line, index);
    if (heading !== null) {
      this.#close(index);
      this.#pieces.push(heading);
      return;
    }
    if (this.#takesSetext(line, index)) return;
    this.#continueOrOpen(line, index);
  }

  finish(end: number): readonly Piece[] {
    this.#close(end);
    return this.#pieces;
  }

  #insideVerbatim(line: string): boolean {
    if (this.#fence !== null) {
      if (closesFence(line, this.#fence)) this.#fence = null;
      return true;
    }
    if (this.#htmlEnd === null) return false;
    if (this.#htmlEnd.test(line)) this.#htmlEnd = null;
    return true;
  }

  #startsVerbatim(line: string, index: number): boolean {
    const indented = this.#open?.kind === 'list';
    const fence = (indented ? /^\s*(`{3,}|~{3,})/u : /^ {0,3}(`{3,}|~{3,})/u).exec(line)?.[1];
    if (fence !== undefined && !(fence.startsWith('`') && line.indexOf('`', line.indexOf(fence) + fence.length) >= 0)) {
      if (!indented) this.#close(index);
      this.#fence = fence;
      return true;
    }
    const end = htmlEndOf(line);
    if (end === null) return false;
    if (!indented) this.#close(index);
    if (!end.test(line)) this.#htmlEnd = end;
    return true;
  }

  #takesSetext(line: string, index: number): boolean {
    if (this.#open?.kind !== 'prose' || !/^ {0,3}(?:=+|-+)[ \t]*$/u.test(line)) return false;
    const text = this.#lines.slice(this.#open.start, index).join(' ');
    this.#pieces.push({
      kind: 'heading',
      depth: line.includes('=') ? 1 : 2,
      text: text.trim(),
      line: this.#open.start,
      column: 1,
    });
    this.#open = null;
    return true;
  }

  #continueOrOpen(line: string, index: number): void {
    const kind = this.#kindAt(line, index);
    const open = this.#open;
    const continues =
      open !== null &&
      (open.kind === 'list'
        ? kind === 'list' || /^[ \t]{2,}/u.test(line) || (!this.#blank && kind === 'prose')
        : open.kind === 'table' || kind === 'prose');
    this.#blank = false;
    if (continues) return;
    this.#close(index);
    this.#open = { kind, start: index };
  }

  #kindAt(line: string, index: number): Block['kind'] {
    if (line.includes('|') && isDelimiterRow(this.#lines[index + 1] ?? '')) return 'table';
    return /^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/u.test(line) ? 'list' : 'prose';
  }

  #close(end: number): void {
    if (this.#open !== null) this.#pieces.push({ ...this.#open, end });
    this.#open = null;
    this.#blank = false;
  }
}

/** `| --- | :-: |`: only such a second line makes a table of the first. */
function isDelimiterRow(line: string): boolean {
  const text = line.trim();
  if (!text.includes('|') || !/^[-:| \t]+$/u.test(text)) return false;
  const cells = text.replace(/^\|/u, '').replace(/\|$/u, '').split('|');
  return cells.every((cell) => /^:?-+:?$/u.test(cell.trim()));
}

function readAtxHeading(line: string, index: number): Heading | null {
  const marks = /^ {0,3}(#{1,6})(?=[ \t]|$)/u.exec(line);
  if (marks === null) return null;
  const text = line.slice(marks[0].length).trim();
  const bare = text.replace(/#+$/u, '');
  const closed = bare === '' || /[ \t]$/u.test(bare) ? bare.trim() : text;
  const column = marks[0].length + line.slice(marks[0].length).search(/\S|$/u) + 1;
  return { kind: 'heading', depth: marks[1]?.length ?? 1, text: closed, line: index, column };
}

function closesFence(line: string, fence: string): boolean {
  const text = line.trim();
  return text.length >= fence.length && text === (fence[0] ?? '').repeat(text.length);
}

function htmlEndOf(line: string): RegExp | null {
  if (/^ {0,3}<!--/u.test(line)) return /-->/u;
  const tag = /^ {0,3}<(pre|script|style|textarea)(?=[\s>]|$)/iu.exec(line)?.[1];
  return tag === undefined ? null : new RegExp(`</${tag}>`, 'iu');
}
