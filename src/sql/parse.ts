// PostgreSQL's own parser (libpg-query, major 17, WebAssembly) behind a typed door. Loaded when first
// needed. The tree is `unknown` JSON: readers narrow it with the accessors of parse-tree.ts.

import { err, ok, type Result } from '../core/index.js';
import { asNumber, asRecord, child, type Tree } from './parse-tree.js';

/** `offset` is the UTF-16 index of `text` in the input; `kind` the node's tag, such as `CreateStmt`. */
export interface ParsedStatement {
  readonly text: string;
  readonly offset: number;
  readonly kind: string;
  readonly node: Tree;
}

/** `position` is the UTF-16 index where the parser stopped, when it said. */
export interface SyntaxProblem {
  readonly message: string;
  readonly position?: number;
}

export type ParsedSql = Result<readonly ParsedStatement[], SyntaxProblem>;

/** Parses zero or more statements. A text that PostgreSQL 17 refuses is a problem, never an exception. */
export async function parseSql(text: string): Promise<ParsedSql> {
  return text.trim() === '' ? ok([]) : (await loadParser())(text);
}

/** `parseSql` that answers at once, for texts that come as rows. */
export async function loadParser(): Promise<(text: string) => ParsedSql> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return (text) => {
    const nul = text.indexOf('\0');
    // The parser's C string would end at the NUL, and what follows would go unseen.
    if (nul >= 0) return err({ message: 'the text contains a NUL character', position: nul });
    if (text.trim() === '') return ok([]);
    try {
      const tree: unknown = parseSync(text);
      return ok(statementsOf(tree, text));
    } catch (error) {
      return err(problemOf(error, text));
    }
  };
}

function statementsOf(tree: unknown, text: string): readonly ParsedStatement[] {
  const list = asRecord(tree)?.['stmts'];
  if (!Array.isArray(list)) return [];
  const indexOf = byteIndex(text);
  const result: ParsedStatement[] = [];
  for (const item of list) {
    const [kind, node] = Object.entries(asRecord(child(item, 'stmt')) ?? {})[0] ?? [];
    const start = asNumber(child(item, 'stmt_location')) ?? 0;
    const length = asNumber(child(item, 'stmt_len'));
    if (kind === undefined) continue;
    const offset = indexOf(start);
    const end = length === undefined || length === 0 ? text.length : indexOf(start + length);
    result.push({ text: text.slice(offset, end), offset, kind, node });
  }
  return result;
}

/** From the parser's byte offsets to UTF-16 indexes; offsets must not decrease. */
function byteIndex(text: string): (byte: number) => number {
  if (Buffer.byteLength(text) === text.length) return (byte) => byte;
  let bytes = 0;
  let index = 0;
  return (wanted) => {
    while (bytes < wanted && index < text.length) {
      const point = text.codePointAt(index) ?? 0;
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      index += point < 0x10000 ? 1 : 2;
    }
    return index;
  };
}

function problemOf(error: unknown, text: string): SyntaxProblem {
  const message = error instanceof Error ? error.message : String(error);
  const details = asRecord(asRecord(error)?.['sqlDetails']);
  const characters = asNumber(details?.['cursorPosition']);
  if (characters === undefined || characters < 0) return { message };
  let position = 0;
  for (let count = 0; count < characters && position < text.length; count += 1) {
    position += (text.codePointAt(position) ?? 0) < 0x10000 ? 1 : 2;
  }
  return { message, position };
}
