// Tables that are not one fact per row: the columns' names stand in the first column, each column is a
// category of STRIDE, or each column is a role. They are turned into ordinary headers and rows.

import type { Cell } from '../row.js';
import { crossingOf } from './crossings.js';
import { columnKey, columnsOf, matchColumns } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { isBareCategory, strideCategory } from '../sections/stride.js';
import { isUnstated, normalWords, saysNone } from '../words/normal.js';
import { isOperation } from '../words/operations.js';
import { roleMatrix } from './role-matrix.js';
import type { TableBlock } from './tables.js';

/** The table with one fact per row; itself when it has no such form. */
export function arranged(kind: SectionKind, table: TableBlock): TableBlock {
  if (kind === 'threats') {
    return strideMatrix(table) ?? categoryRows(table) ?? riskRegister(table) ?? transposed(kind, table) ?? table;
  }
  if (kind === 'authorizations') return accessMatrix(table) ?? roleMatrix(table) ?? transposed(kind, table) ?? table;
  if (kind === 'boundaries') return crossings(table) ?? transposed(kind, table) ?? table;
  return transposed(kind, table) ?? table;
}

/** `| Source | Destination | … |`, and a first column that says `Browser → API`: what meets what names the boundary. */
function crossings(table: TableBlock): TableBlock | null {
  const keys = matchColumns(
    'boundaries',
    table.header.map(({ text }) => text),
  ).keys;
  if (keys.includes('boundary') || ORDERED.test(table.header[0]?.text.trim() ?? '')) return null;
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

/** What happens one after the other. */
const ORDERED = /^(?:steps?|seq\w*|order|phases?|stages?)\b/iu;

/** `| Component | Spoofing | Tampering | … |`: every cell that says something is a threat to the row's component. */
function strideMatrix(table: TableBlock): TableBlock | null {
  const categories = table.header.map(({ text }) => (isBareCategory(text) ? strideCategory(text) : null));
  if (categories.filter((category) => category !== null).length < 3 || categories[0] !== null) return null;
  const header = ['Threat', 'Category', 'Component'].map((text) => ({ text, spans: [], source: table.source }));
  const rows = table.rows.flatMap((row) =>
    row.flatMap((cell, index): readonly (readonly Cell[])[] => {
      const category = categories[index] ?? null;
      const [lead] = row;
      if (category === null || lead === undefined || isNothing(cell.text)) return [];
      const text = isMark(cell.text) ? `${category}: ${lead.text}` : cell.text;
      return [[{ ...cell, text, spans: [] }, { ...cell, text: category, spans: [] }, lead]];
    }),
  );
  return { ...table, header, rows };
}

const RISK =
  /^(?:risks?|security risks?|risk name|risiko|risiken|risques?|riesgos?|riscos?|风险|風險|リスク|위험|vulnerabilit(?:y|ies)|attacks?)$/iu;

/** `| Risk | Likelihood | Impact | Mitigation |`: the first column names what may happen. */
function riskRegister(table: TableBlock): TableBlock | null {
  const index = table.header.findIndex(({ text }) => columnKey('threats', text) !== 'id');
  const head = table.header[index];
  if (head === undefined || !RISK.test(head.text.trim()) || table.header.length < 2) return null;
  if (table.header.some(({ text }) => columnKey('threats', text) === 'threat')) return null;
  return { ...table, header: table.header.with(index, { ...head, text: 'Threat' }) };
}

/** `| | Where | … |` with a category at the beginning of every row: what stands behind it is the threat. */
function categoryRows(table: TableBlock): TableBlock | null {
  const [lead, told, ...others] = table.header;
  if (lead === undefined || told === undefined || table.rows.length < 3) return null;
  if (table.header.some(({ text }) => columnKey('threats', text) === 'threat' || COUNTERS.test(text))) return null;
  if (!table.rows.every(([first]) => first !== undefined && isBareCategory(first.text))) return null;
  const header = [{ ...lead, text: 'Category' }, { ...told, text: 'Threat' }, ...others];
  return { ...table, header };
}

/** Columns that explain the category or say what counters it. */
const COUNTERS =
  /^(?:mitigations?|controls?|countermeasures?|property|definition|meaning|question|defen[cs]es?)\b|缓解|对策|対策|含义|定义/iu;

function isNothing(text: string): boolean {
  return isUnstated(text) || saysNone(text) || /^(?:no|✗|✘|×|❌|[-–—])$/iu.test(text.trim());
}

function isMark(text: string): boolean {
  return /^(?:yes|x|✓|✔|✅|high|medium|low|critical)\S?$/iu.test(text.trim());
}

const RESOURCE = new Set(['resource', 'resources', 'object', 'table', 'tables', 'schema', 'data', 'entity', 'dataset']);

/** `| Table | api | analyst |` with operations in its cells. */
function accessMatrix(table: TableBlock): TableBlock | null {
  const [lead, ...actors] = table.header;
  if (lead === undefined || actors.length === 0 || !RESOURCE.has(normalWords(lead.text))) return null;
  if (actors.some(({ text }) => columnKey('authorizations', text) !== null)) return null;
  const cells = table.rows.flatMap((row) => row.slice(1));
  if (cells.length === 0 || !cells.every(({ text }) => isNothing(text) || isOperation(text))) return null;
  const header = ['Actor', 'Resource', 'Operations'].map((text) => ({ text, spans: [], source: table.source }));
  const rows = table.rows.flatMap(([resource, ...granted]) =>
    granted.flatMap((operations, index) => {
      const actor = actors[index];
      if (actor === undefined || resource === undefined || isNothing(operations.text)) return [];
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
