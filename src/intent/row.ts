// One row of a section, whichever way it was written (Markdown table, list, YAML): cells by column
// key, each with its place in the file. A cell that states nothing is not there.

import type { Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';

/** A code span: the way documents name things of the database. */
export interface Span {
  readonly text: string;
  readonly source: Source;
}

export interface Cell {
  /** Plain text, markup removed. */
  readonly text: string;
  readonly spans: readonly Span[];
  /** The text is meant word for word, also when it reads like `TBD`. */
  readonly literal?: true;
  readonly source: Source;
}

export interface Row<Key extends string = string> {
  readonly source: Source;
  readonly cell: (key: Key) => Cell | undefined;
}

export type Report = (diagnostic: Diagnostic) => void;

export function rowOf(source: Source, cells: ReadonlyMap<string, Cell>): Row {
  return { source, cell: (key) => cells.get(key) };
}
