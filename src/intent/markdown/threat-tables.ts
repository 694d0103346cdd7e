// Tables of threats that call their columns otherwise: each column is a category of STRIDE, each row begins with
// one, or what may go wrong is called a risk, a failure or a scenario before what counters it.

import type { Cell } from '../row.js';
import { columnKey } from '../sections/recognise.js';
import { isSeverityHeading } from '../sections/severities.js';
import { isBareCategory, strideCategory } from '../sections/stride.js';
import { normalWords } from '../words/normal.js';
import { COUNTER_HEADER, RISK_HEADER, THREAT_HEADER } from '../words/threat-headers.js';
import { saysNothing } from './matrix-cells.js';
import type { TableBlock } from './tables.js';

/** `| Component | S | T | R | I | D | E |`. */
const INITIALS: Readonly<Record<string, string>> = {
  S: 'Spoofing',
  T: 'Tampering',
  R: 'Repudiation',
  I: 'Information disclosure',
  D: 'Denial of service',
  E: 'Elevation of privilege',
};

/** `| Component | Spoofing | Tampering | … |`: every cell that says something is a threat to the row's component. */
export function strideMatrix(table: TableBlock): TableBlock | null {
  const letters = table.header
    .slice(1)
    .map(({ text }) => text.trim())
    .join('');
  const categories = table.header.map(({ text }, index) => {
    if (index > 0 && letters.startsWith('STRIDE')) return INITIALS[text.trim()] ?? null;
    return isBareCategory(text) ? strideCategory(text) : null;
  });
  if (categories.filter((category) => category !== null).length < 3 || categories[0] !== null) return null;
  const header = ['Threat', 'Category', 'Component'].map((text) => ({ text, spans: [], source: table.source }));
  const rows = table.rows.flatMap((row) =>
    row.flatMap((cell, index): readonly (readonly Cell[])[] => {
      const category = categories[index] ?? null;
      const [lead] = row;
      if (category === null || lead === undefined || saysNothing(cell.text)) return [];
      const text = isMark(cell.text) ? `${category}: ${lead.text}` : cell.text;
      return [[{ ...cell, text, spans: [] }, { ...cell, text: category, spans: [] }, lead]];
    }),
  );
  return { ...table, header, rows };
}

const RISK =
  /^(?:risks?|security risks?|risk name|risiko|risiken|risques?|riesgos?|riscos?|风险|風險|リスク|위험|vulnerabilit(?:y|ies)|attacks?)$/iu;

/** `| Risk | Likelihood | Impact | Mitigation |`: the first column names what may happen, or one before what counters it. */
export function riskRegister(table: TableBlock): TableBlock | null {
  const { header, rows } = table;
  const keys = header.map(({ text }) => columnKey('threats', text));
  const said = header.findIndex(({ text }) => THREAT_HEADER.test(normalWords(text)));
  if (header.length < 2 || (said >= 0 && keys.includes('threat'))) return null;
  const lead = keys.findIndex((key) => key !== 'id');
  const index =
    said >= 0
      ? said
      : RISK.test(header[lead]?.text.trim() ?? '') && !keys.includes('threat')
        ? lead
        : riskBefore(table);
  const head = header[index];
  // Where `Risk` says how high it is, something else names it.
  if (head === undefined || rows.every((row) => isSeverityHeading(row[index]?.text ?? ''))) return null;
  const others = header.map((cell, at) => (keys[at] === 'threat' ? { ...cell, text: '' } : cell));
  return { ...table, header: others.with(index, { ...head, text: 'Threat' }) };
}

/** `| Asset | Failure mode | Mitigation |`: what may go wrong before what is done about it; -1 for none. */
function riskBefore({ header }: TableBlock): number {
  const words = header.map(({ text }) => normalWords(text));
  const index = words.findIndex((word) => RISK_HEADER.test(word));
  return words.slice(index + 1).some((word) => COUNTER_HEADER.test(word)) ? index : -1;
}

/** `| | Where | … |` with a category at the beginning of every row: what stands behind it is the threat. */
export function categoryRows(table: TableBlock): TableBlock | null {
  const [lead, told, ...others] = table.header;
  if (lead === undefined || told === undefined || table.rows.length < 3) return null;
  const described = describedRows(table);
  if (described !== null) return described;
  if (table.header.some(({ text }) => columnKey('threats', text) === 'threat' || COUNTERS.test(text))) return null;
  if (!table.rows.every(([first]) => first !== undefined && isBareCategory(first.text))) return null;
  const header = [{ ...lead, text: 'Category' }, { ...told, text: 'Threat' }, ...others];
  return { ...table, header };
}

/** `| Threat | Description | Mitigation |` with a category in every row: the description is what may happen. */
function describedRows(table: TableBlock): TableBlock | null {
  const at = table.header.findIndex(({ text }, index) => index > 0 && DESCRIBED.test(normalWords(text)));
  const [lead, said] = [table.header[0], table.header[at]];
  if (
    lead === undefined ||
    said === undefined ||
    !table.header.some(({ text }) => COUNTER_HEADER.test(normalWords(text)))
  )
    return null;
  if (!table.rows.every(([first]) => first !== undefined && first.text.split(/[/&,+]/u).every(isBareCategory)))
    return null;
  return {
    ...table,
    header: table.header.with(0, { ...lead, text: 'Category' }).with(at, { ...said, text: 'Threat' }),
  };
}

const DESCRIBED =
  /^(?:(?:threat |attack |risk |specific |concrete )?(?:descriptions?|scenarios?|examples?|threats?|details|vectors?|risks?)|how|what could happen|attack)$/u;

/** Columns that explain the category or say what counters it. */
const COUNTERS =
  /^(?:mitigations?|controls?|countermeasures?|property|definition|meaning|question|defen[cs]es?)\b|缓解|对策|対策|含义|定义/iu;

function isMark(text: string): boolean {
  return /^(?:yes|x|✓|✔|✅|high|medium|low|critical)\S?$/iu.test(text.trim());
}
