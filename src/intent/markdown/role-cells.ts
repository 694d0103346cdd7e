// Rows of matrices of roles: who is granted what, and what a cell that grants or refuses says.

import type { Cell } from '../row.js';
import { isUnstated, saysNone } from '../words/normal.js';
import type { TableBlock } from './tables.js';

export interface Granted {
  readonly actor: Cell;
  readonly operations: Cell | null;
  readonly condition: Cell | null;
}

export function granted(table: TableBlock, of: (row: readonly Cell[]) => readonly Granted[]): TableBlock {
  const nothing: Cell = { text: '', spans: [], source: table.source };
  const header = ['Actor', 'Operations', 'Condition'].map((text) => ({ ...nothing, text }));
  const rows = table.rows.flatMap((row) =>
    of(row).map(({ actor, operations, condition }) => [actor, operations ?? nothing, condition ?? nothing]),
  );
  return { ...table, header, rows };
}

export function isRefused(text: string): boolean {
  // A lone mark has no words, and states something all the same.
  return !isMark(text) && !isLimited(text) && (isUnstated(text) || saysNone(text) || REFUSED.test(text.trim()));
}

export function isMark(text: string): boolean {
  return /^(?:yes|x|y|✓|✔|✅|☑|🟢|allow(?:ed)?)\S?$/iu.test(text.trim());
}

/** A warning sign grants under a condition. */
function isLimited(text: string): boolean {
  return /^(?:⚠|🟡|🟠|◐|◑|~)/u.test(text.trim());
}

/** `Cancel an order (own)`. */
export function told(what: Cell, said: Cell): Cell {
  const more = said.text.trim().replace(/^(?:yes|✓|✔|✅|☑|🟢)\S?\s*/iu, '');
  const bare = more.replace(/^[(（](.*)[)）]$/u, '$1').trim();
  return { ...what, text: bare === '' || isMark(said.text) ? what.text : `${what.text} (${bare})`, spans: [] };
}
const REFUSED = /^(?:no|none|never|denied|deny|not allowed|✗|✘|×|❌|⛔|🚫|[-–—])(?:$|[\s(（,.—–-])/iu;
