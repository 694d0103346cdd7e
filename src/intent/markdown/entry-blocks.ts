// A block under a heading that may be a fact: fields of it, or the facts that it only groups.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Report } from '../row.js';
import { isBareCategory } from '../sections/stride.js';
import { namesThreat } from '../words/naming-threats.js';
import { addField, isTelling, type Entry } from './entries.js';
import { readList, type ListRow } from './lists.js';
import { readParagraphs } from './paragraphs.js';
import { isArea, labelledThreat } from './prose-threats.js';
import { tableFits } from './rows.js';
import type { Block } from './scan.js';
import { readTable } from './tables.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** `- **Threat**: …` under a heading that is only called after an area, or several of them: they are the facts. */
export function tellsThreats(text: Text, block: Block, entry: Entry, facts: Facts, report: Report): boolean {
  if (block.kind !== 'list' || !text.lines.slice(block.start, block.end).some((line) => /\bthreats?\b/iu.test(line)))
    return false;
  const rows = readList(text.lines, block, text.file);
  const told = rows.flatMap((row) => labelledThreat(row) ?? []);
  // One under a heading that names what goes wrong says more of that.
  const named = !isArea(entry) || (!isBareCategory(entry.id) && namesThreat(entry.id));
  if (told.length === 0 || (told.length === 1 && !entry.replaced && named)) return false;
  for (const cells of told)
    addRow(
      facts,
      'threats',
      rowOf(cells.get('threat')?.source ?? { file: text.file, line: block.start + 1, column: 1 }, cells),
      report,
    );
  entry.replaced = true;
  return true;
}

/** The heading has an id, and names what is hit rather than what goes wrong. */
export function isHit({ kind, wanted, cells }: Entry): boolean {
  return kind === 'threats' && wanted <= 0 && !namesThreat(cells.get('threat')?.text ?? '');
}

/** Under a heading without an id, a table of threats is what it looks like. */
export function readsAsFields(text: Text, block: Block, entry: Entry): boolean {
  // `B4 — Relay` over a table of threats is where they hit.
  if (isHit(entry) && block.kind === 'table' && tableFits(text, block, entry.kind)) {
    entry.replaced = true;
    return false;
  }
  return entry.wanted <= 0 || block.kind !== 'table' || !tableFits(text, block, entry.kind);
}

/** `- Residual risk: …`, `**Mitigation:** …` and rows of a two-column table say more of the entry; false when they do not. */
export function readFields(text: Text, block: Block, entry: Entry): boolean {
  const before = entry.fields.size;
  const items = block.kind === 'list' ? readList(text.lines, block, text.file) : [];
  const paragraphs = block.kind === 'prose' ? readParagraphs(text, block) : [];
  for (const item of [...items.filter((each) => !isOfItsOwn(entry, each)), ...paragraphs]) {
    for (const field of item.pieces) addField(entry, field.header, field.cell);
    if (item.begins !== null) addField(entry, item.begins.head.text, item.begins.rest);
  }
  const table = block.kind === 'table' ? readTable(text.lines, block, text.file) : null;
  for (const [name, value] of table?.rows ?? []) {
    if (name !== undefined && value !== undefined && table?.header.length === 2) addField(entry, name.text, value);
  }
  return entry.wanted <= 0 || entry.fields.size > before;
}

/** `- **Replay** — … Mitigation: …`: what it says is said of itself, not of the heading. */
function isOfItsOwn(entry: Entry, { begins, pieces }: ListRow): boolean {
  const [first] = pieces;
  return begins?.form === 'bold' && !isTelling(entry, begins.head.text) && !isTelling(entry, first?.header ?? '');
}
