// Tables that write a name once for the rows that follow: `| Owner | orders | … |`, `|  | till | … |`.

import type { Cell } from '../row.js';
import type { TableBlock } from './tables.js';

/** An empty name is the one above, in the place of its own row. */
export function carriedDown(table: TableBlock): TableBlock {
  let above: Cell | undefined;
  const rows = table.rows.map((row) => {
    const [first, ...others] = row;
    if (first === undefined) return row;
    if (first.text.trim() !== '') above = first;
    else if (above !== undefined) return [{ ...above, source: others[0]?.source ?? first.source }, ...others];
    return row;
  });
  return { ...table, rows };
}
