// Tables that are not one fact per row: the columns' names stand in the first column, each column is a
// category of STRIDE, or each column is a role. They are turned into ordinary headers and rows.

import { carriedDown } from './carried-down.js';
import { crossings } from './boundary-tables.js';
import { columnKey, columnsOf, matchColumns } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { normalWords } from '../words/normal.js';
import { isOperation } from '../words/operations.js';
import { saysNothing } from './matrix-cells.js';
import { roleMatrix } from './role-matrix.js';
import type { TableBlock } from './tables.js';
import { categoryRows, riskRegister, strideMatrix } from './threat-tables.js';

/** The table with one fact per row; itself when it has no such form. */
export function arranged(kind: SectionKind, table: TableBlock): TableBlock {
  if (kind === 'threats') {
    return strideMatrix(table) ?? categoryRows(table) ?? riskRegister(table) ?? transposed(kind, table) ?? table;
  }
  if (kind === 'authorizations')
    return rights(columnKey(kind, table.header[0]?.text ?? '') === 'actor' ? carriedDown(table) : table);
  if (kind === 'boundaries') return crossings(table) ?? transposed(kind, table) ?? table;
  return transposed(kind, table) ?? table;
}

function rights(table: TableBlock): TableBlock {
  return accessMatrix(table) ?? roleMatrix(table) ?? transposed('authorizations', table) ?? table;
}

const RESOURCE = new Set(['resource', 'resources', 'object', 'table', 'tables', 'schema', 'data', 'entity', 'dataset']);

/** `| Table | api | analyst |` with operations in its cells. */
function accessMatrix(table: TableBlock): TableBlock | null {
  const [lead, ...actors] = table.header;
  if (lead === undefined || actors.length === 0 || !RESOURCE.has(normalWords(lead.text))) return null;
  if (actors.some(({ text }) => columnKey('authorizations', text) !== null)) return null;
  const cells = table.rows.flatMap((row) => row.slice(1));
  if (cells.length === 0 || !cells.every(({ text }) => saysNothing(text) || isOperation(text))) return null;
  const header = ['Actor', 'Resource', 'Operations'].map((text) => ({ text, spans: [], source: table.source }));
  const rows = table.rows.flatMap(([resource, ...granted]) =>
    granted.flatMap((operations, index) => {
      const actor = actors[index];
      if (actor === undefined || resource === undefined || saysNothing(operations.text)) return [];
      return [[actor, { ...resource, source: operations.source }, operations]];
    }),
  );
  return { ...table, header, rows };
}

/** The first column holds headers: `| | T-01 | T-02 |`, `| Property | Value |`. */
function transposed(kind: SectionKind, table: TableBlock): TableBlock | null {
  const upright = matchColumns(
    kind,
    table.header.map(({ text }) => text),
  );
  const known = upright.keys.filter((key) => key !== null).length;
  const names = table.rows.map((row) => row[0] ?? { text: '', spans: [], source: table.source });
  const [key, canonical] = columnsOf(kind)[0] ?? [];
  // What heads a column is its first cell, unless a row says so itself.
  const named = names.some(({ text }) => columnKey(kind, text) === key);
  // Of rights every row has to say whose they are: `| resource | … |`, `| action | … |` explain words.
  if (kind === 'authorizations' && !named) return null;
  const lead = { text: named ? '' : (canonical?.header ?? ''), spans: [], source: table.source };
  const header = [lead, ...names];
  const lying = matchColumns(
    kind,
    header.map(({ text }) => text),
  );
  const found = lying.keys.slice(1).filter((each) => each !== null).length;
  if (found < 2 || found <= known || found < names.length / 2) return null;
  const rows = table.header.slice(1).map((head, index) => {
    const cells = table.rows.map((row) => row[index + 1] ?? { text: '', spans: [], source: table.source });
    return [isGeneric(head.text) ? { ...head, text: '' } : head, ...cells];
  });
  return { ...table, header, rows };
}

function isGeneric(text: string): boolean {
  return /^(?:value|values|details?|description|answer|wert|valeur|valor|值|値)$/iu.test(text.trim());
}
