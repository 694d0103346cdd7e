// Cells → values: text, names and lists. What states nothing was removed before; `none` says that
// there is none, which for an optional value is the same as null.

import type { Cell } from '../row.js';
import { saysNone } from '../words/normal.js';

export function textOf(cell: Cell | undefined): string | null {
  return cell === undefined ? null : cell.text;
}

/** As `textOf`; `none` gives null too. */
export function textOrNone(cell: Cell | undefined): string | null {
  return cell === undefined || saysNone(cell.text) ? null : cell.text;
}

/** `T-04, T-07`, `app; jobs`, with or without code spans; `none` gives an empty list. */
export function namesOf(cell: Cell | undefined): readonly string[] {
  if (cell === undefined || saysNone(cell.text)) return [];
  return [...cell.text.matchAll(ITEM)].map(([name]) => unquoted(name.trim())).filter((name) => name !== '');
}

/** Up to the next separator; one inside a quoted name belongs to the name. */
const ITEM = /\s*"(?:[^"]|"")+"\s*(?=[,;]|$)|[^,;]+/gu;

/** `"my-app"` as SQL would quote it is the name my-app. */
export function unquoted(name: string): string {
  return /^"(?:[^"]|"")+"$/u.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** The one name that the cell is about: its first code span, or all of its text. */
export function nameOf(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  return unquoted(cell.spans.map(({ text }) => text.trim()).find((text) => text !== '') ?? cell.text);
}

/** Tier words: `0`, `tier 1`, `2 (standard)`, `critical path`. */
export function tierOf(cell: Cell | undefined): 0 | 1 | 2 | 3 | null {
  if (cell === undefined) return null;
  const digit = /^(?:tier[ -]?)?([0-3])(?![\d.])/iu.exec(cell.text.trim())?.[1];
  const word = cell.text.trim().toLowerCase();
  if (digit === '0' || word === 'critical' || word === 'critical path') return 0;
  if (digit === '1' || word === 'important') return 1;
  if (digit === '2' || word === 'standard') return 2;
  if (digit === '3' || word === 'experimental') return 3;
  return null;
}
