// Rows of a query as COPY … TO STDOUT sends them: one message a row, handed on as it comes, so that nothing
// is kept that the taker does not keep, and the server works on while we decode. Cells are the text of
// a plain query. https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2

import type { Connection, Submittable } from 'pg';
import { err, ok, type Result } from '../core/result.js';
import { toProblem, type ServerProblem } from './problem.js';

export type Cell = string | null;

export type TakeRow = (row: readonly Cell[]) => void;

/** Resolves when the server has sent all, or with its refusal; rejects with what `take` threw. */
export function copyOut(
  send: (query: Submittable) => unknown,
  text: string,
  take: TakeRow,
): Promise<Result<void, ServerProblem>> {
  return new Promise((resolve, reject) => send(new CopyOut(text, take, resolve, reject)));
}

/** Speaks the driver's protocol of a query object: `submit`, then one call for each message. */
class CopyOut implements Submittable {
  readonly #text: string;
  readonly #take: TakeRow;
  readonly #end: (ended: Result<void, ServerProblem>) => void;
  readonly #fail: (error: unknown) => void;
  /** What the taker threw; the rest is read over. */
  #thrown: { readonly error: unknown } | null = null;

  constructor(
    text: string,
    take: TakeRow,
    end: (ended: Result<void, ServerProblem>) => void,
    fail: (error: unknown) => void,
  ) {
    this.#text = text;
    this.#take = take;
    this.#end = end;
    this.#fail = fail;
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }

  /** The driver uses its buffer again: the text is made now. A row ends in a newline. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.#thrown !== null) return;
    try {
      this.#take(cellsOf(chunk.toString('utf8', 0, chunk.length - 1)));
    } catch (error) {
      this.#thrown = { error };
    }
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows.
  }

  handleReadyForQuery(): void {
    if (this.#thrown === null) this.#end(ok(undefined));
    else this.#fail(this.#thrown.error);
  }

  handleError(error: unknown): void {
    this.#end(err(toProblem(error)));
  }
}

function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = line.split('\t');
  if (!line.includes('\\')) return cells;
  for (const [place, word] of cells.entries()) if (word !== null) cells[place] = cellOf(word);
  return cells;
}

function cellOf(word: string): Cell {
  if (word === '\\N') return null;
  return word.includes('\\') ? word.replaceAll(/\\(.)/gsu, (_, letter: string) => CONTROLS[letter] ?? letter) : word;
}

/** What COPY writes as a backslash and a letter. */
const CONTROLS: { readonly [letter: string]: string } = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
