// Cuts what pg_dump, pg_dumpall or a person wrote for psql into statements, database switches and COPY
// blocks, without psql: nothing is run, nothing substituted; other backslash commands are refused.
// Linear in the length of the text. Statement boundaries follow psqlscan.l (parentheses, BEGIN … END).

import type { Diagnostic, Source } from '../core/index.js';
import { readCommand } from './dump-command.js';
import { lineEnd, scanElement, type Element } from './dump-scan.js';

/** `sql` has no trailing semicolon and no comment before its first word. */
export interface DumpStatement {
  readonly kind: 'statement';
  readonly sql: string;
  readonly source: Source;
}

/** `rows` is the block as COPY expects it (without the closing `\.`); names are raw SQL, still quoted. */
export interface DumpCopy {
  readonly kind: 'copy';
  readonly sql: string;
  readonly relation: string;
  readonly columns: readonly string[] | null;
  readonly rows: string;
  readonly source: Source;
}

export type DumpItem =
  | DumpStatement
  | DumpCopy
  | { readonly kind: 'connect'; readonly database: string; readonly source: Source }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic };

/** The items in file order; a refused piece is skipped to the end of its line, and reading goes on. */
export function splitDump(text: string, file: string): Generator<DumpItem, void, undefined> {
  return new Splitter(text, file).items();
}

/** All items and, apart, all problems. Refuse to load when there are any. */
export function readDump(
  text: string,
  file: string,
): { readonly items: readonly Exclude<DumpItem, { kind: 'refused' }>[]; readonly diagnostics: readonly Diagnostic[] } {
  const items: Exclude<DumpItem, { kind: 'refused' }>[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const item of splitDump(text, file)) {
    if (item.kind === 'refused') diagnostics.push(item.diagnostic);
    else items.push(item);
  }
  return { items, diagnostics };
}

/** What is known of the statement being read. `start` is -1 between statements. */
interface Pending {
  start: number;
  parens: number;
  brackets: number;
  begins: number;
  words: string[];
  lastWord: string;
  copyFrom: number;
  copyStdin: boolean;
  end: number;
}

function nothing(): Pending {
  return {
    start: -1,
    parens: 0,
    brackets: 0,
    begins: 0,
    words: [],
    lastWord: '',
    copyFrom: -1,
    copyStdin: false,
    end: -1,
  };
}

class Splitter {
  readonly #text: string;
  readonly #file: string;
  #at = 0;
  #pending: Pending = nothing();
  #lineAt = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  *items(): Generator<DumpItem, void, undefined> {
    if (this.#text.startsWith('PGDMP')) {
      yield this.#refuse(0, 'an archive of pg_dump, not SQL text', 'run pg_restore -f FILE first');
      return;
    }
    this.#at = this.#text.startsWith('\ufeff') ? 1 : 0;
    while (this.#at < this.#text.length) {
      const element = scanElement(this.#text, this.#at);
      const item = this.#take(element);
      if (item !== undefined) yield item;
    }
    if (this.#pending.start >= 0) yield this.#finish(this.#pending.end);
  }

  #take(element: Element): DumpItem | undefined {
    const from = this.#at;
    this.#at = element.end;
    if (element.open !== undefined) {
      this.#pending = nothing();
      return this.#refuse(from, `the ${element.open} that begins here is never closed`, 'complete the file');
    }
    if (element.kind === 'comment' || element.kind === 'space') return undefined;
    const char = this.#text.charAt(from);
    if (char === '\\') return this.#command(from);
    if (char === ';' && this.#pending.parens <= 0 && this.#pending.begins === 0) return this.#semicolon(from);
    if (char === ':') return this.#colon(from);
    if (this.#pending.start < 0) this.#pending.start = element.kind === 'other' ? this.#skipBlanks(from) : from;
    this.#pending.end = element.end;
    this.#notice(element, char, from);
    return undefined;
  }

  #skipBlanks(from: number): number {
    const text = this.#text;
    let at = from;
    while (at < text.length && text.charAt(at).trim() === '') at += 1;
    return at;
  }

  #notice(element: Element, char: string, from: number): void {
    const pending = this.#pending;
    if (element.kind === 'word') {
      this.#noticeWord(this.#text.slice(from, element.end).toLowerCase(), from);
    } else {
      pending.lastWord = '';
      if (char === '(') pending.parens += 1;
      else if (char === ')') pending.parens -= 1;
      else if (char === '[') pending.brackets += 1;
      else if (char === ']') pending.brackets -= 1;
    }
  }

  #noticeWord(word: string, from: number): void {
    const pending = this.#pending;
    if (pending.words.length < 4) pending.words.push(word);
    if (pending.words[0] === 'copy' && pending.parens === 0 && pending.copyFrom < 0 && word === 'from') {
      pending.copyFrom = from;
    } else if (pending.copyFrom >= 0 && pending.lastWord === 'from' && word === 'stdin') {
      pending.copyStdin = true;
    }
    pending.lastWord = word;
    if (pending.parens === 0 && definesRoutine(pending.words)) {
      if (word === 'begin' || (word === 'case' && pending.begins > 0)) pending.begins += 1;
      else if (word === 'end' && pending.begins > 0) pending.begins -= 1;
    }
  }

  #semicolon(at: number): DumpItem | undefined {
    return this.#pending.start < 0 ? undefined : this.#finish(at);
  }

  #finish(end: number): DumpItem {
    const pending = this.#pending;
    const sql = this.#text.slice(pending.start, end).trimEnd();
    const source = this.#source(pending.start);
    this.#pending = nothing();
    if (!pending.copyStdin) return { kind: 'statement', sql, source };
    const lineBreak = lineEnd(this.#text, this.#at);
    if (this.#text.slice(this.#at, lineBreak).trim() !== '') {
      const found = this.#at;
      this.#at = lineBreak;
      return this.#refuse(found, 'text after COPY … FROM stdin on its own line', 'move it below the data');
    }
    const rows = this.#copyRows(lineBreak + 1);
    return { kind: 'copy', sql, ...copyTarget(sql, pending.copyFrom - pending.start), rows, source };
  }

  /** The data lines from `from` on; moves behind the closing `\.` line, or to the end of the text. */
  #copyRows(from: number): string {
    const text = this.#text;
    let line = from;
    while (line < text.length) {
      const mark = text.startsWith('\\.', line) ? line : text.indexOf('\n\\.', line) + 1;
      if (mark === 0) break;
      const end = lineEnd(text, mark);
      if (/^\\\.\r?$/u.test(text.slice(mark, Math.min(end, mark + 4)))) {
        this.#at = Math.min(end + 1, text.length);
        return text.slice(from, mark);
      }
      line = end;
    }
    this.#at = text.length;
    return text.slice(from);
  }

  #command(at: number): DumpItem | undefined {
    const end = lineEnd(this.#text, at);
    this.#at = end;
    const inside = this.#pending.start >= 0;
    this.#pending = nothing();
    const command = readCommand(this.#text.slice(at, end));
    if (command.kind === 'refused' || inside) {
      const what = command.kind === 'refused' ? command.what : 'a backslash command inside a statement';
      return this.#refuse(at, what, 'remove the line: only SQL, COPY data and \\connect are loaded');
    }
    return command.kind === 'ignored' ? undefined : { ...command, source: this.#source(at) };
  }

  /** psql would put a variable in place of `:name`, `:'name'`, `:"name"`, `:{?name}`. */
  #colon(at: number): DumpItem | undefined {
    const next = this.#text.charAt(at + 1);
    const isPair = next === ':' || next === '=';
    const isVariable =
      next === "'" ||
      next === '"' ||
      next === '{' ||
      (/[A-Za-z_0-9\u0080-\uffff]/u.test(next) && this.#pending.brackets <= 0);
    if (this.#pending.start < 0) this.#pending.start = at;
    this.#at = at + (isPair ? 2 : 1);
    this.#pending.end = this.#at;
    if (isPair || !isVariable) return undefined;
    this.#pending = nothing();
    this.#at = lineEnd(this.#text, at);
    return this.#refuse(at, 'a psql variable', 'write its value in its place: variables are not interpolated');
  }

  #refuse(at: number, what: string, fix: string): DumpItem {
    const why = 'a file is loaded without psql, so that it cannot run commands on this machine';
    const source = this.#source(at);
    return { kind: 'refused', diagnostic: { code: 'dump-refused', severity: 'error', what, why, fix, source } };
  }

  #source(at: number): Source {
    for (;;) {
      const next = this.#text.indexOf('\n', this.#lineAt);
      if (next < 0 || next >= at) break;
      this.#line += 1;
      this.#lineStart = next + 1;
      this.#lineAt = next + 1;
    }
    return { file: this.#file, line: this.#line, column: at - this.#lineStart + 1 };
  }
}

function definesRoutine(words: readonly string[]): boolean {
  const what = words[1] === 'or' && words[2] === 'replace' ? words[3] : words[1];
  return words[0] === 'create' && (what === 'function' || what === 'procedure');
}

function copyTarget(
  sql: string,
  from: number,
): { readonly relation: string; readonly columns: readonly string[] | null } {
  const target = sql.slice(4, from).trim();
  const list = /^((?:"(?:[^"]|"")*"|[^"(])*)\((.*)\)$/su.exec(target);
  if (list === null) return { relation: target, columns: null };
  const columns = (list[2] ?? '').match(/(?:"(?:[^"]|"")*"|[^",])+/gu) ?? [];
  return { relation: (list[1] ?? '').trim(), columns: columns.map((column) => column.trim()) };
}
