// Tables of boundaries that name them by their ends: `| Source | Destination |`, a first column or a column
// beside the name that says `Browser → API`.

import type { Cell } from '../row.js';
import { matchColumns } from '../sections/recognise.js';
import { crossingOf } from './crossings.js';
import type { TableBlock } from './tables.js';

/** `| Source | Destination | … |`, and a first column that says `Browser → API`: what meets what names the boundary. */
export function crossings(table: TableBlock): TableBlock | null {
  const keys = matchColumns(
    'boundaries',
    table.header.map(({ text }) => text),
  ).keys;
  if (keys.includes('boundary')) return flows(table);
  if (ORDERED.test(table.header[0]?.text.trim() ?? '')) return null;
  const [from, to] = [keys.indexOf('from'), keys.indexOf('to')];
  const named = table.rows.map((row): Cell | null => {
    const [first, left, right] = [row[0], row[from], row[to]];
    if (left !== undefined && right !== undefined) return { ...left, text: `${left.text} → ${right.text}`, spans: [] };
    return first === undefined || crossingOf(first) === null ? null : { ...first, spans: [] };
  });
  if (named.length === 0 || named.includes(null)) return null;
  const header = [{ text: 'Boundary', spans: [], source: table.source }, ...table.header];
  const rows = table.rows.map((row, index) => [named[index] ?? { text: '', spans: [], source: table.source }, ...row]);
  return { ...table, header, rows };
}

/** `| Boundary | From → To |`: a column of crossings says both ends. */
function flows(table: TableBlock): TableBlock | null {
  const ends = table.header.map((_, index) => table.rows.map((row) => crossingOf(row[index] ?? nothing(table))));
  const at = ends.findIndex((cells, index) => index > 0 && cells.length > 0 && !cells.includes(null));
  if (at < 0) return null;
  const added = ['From', 'To'].map((text) => ({ ...nothing(table), text }));
  const rows = table.rows.map((row, index) => {
    const met = ends[at]?.[index];
    return [
      ...table.header.map((_, column) => (column === at ? nothing(table) : (row[column] ?? nothing(table)))),
      met?.get('from') ?? nothing(table),
      met?.get('to') ?? nothing(table),
    ];
  });
  return { ...table, header: [...table.header, ...added], rows };
}

function nothing({ source }: TableBlock): Cell {
  return { text: '', spans: [], source };
}

/** What happens one after the other. */
const ORDERED = /^(?:steps?|seq\w*|order|phases?|stages?)\b/iu;
