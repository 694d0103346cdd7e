// A place in the database as a document names it: `schema`, `schema.table`, `schema.table.column`,
// `schema.fn(text)`; a trailing `*` stands for every name with that beginning.

import type { Source } from '../core/source.js';

export interface Location {
  /** As written, without the code span's backticks. */
  readonly text: string;
  readonly parts: readonly string[];
  /** The last part ends in `*` (removed from it). */
  readonly wildcard: boolean;
  readonly source: Source;
}
