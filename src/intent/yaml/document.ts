// The same facts as YAML: a list per section, a mapping per row, the column keys of the section
// readers. Every value keeps its line and column.

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLMap } from 'yaml';
import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { SECTION_KINDS } from '../sections/registry.js';
import { columnsOf, columnWords } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { didYouMean } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';
import { cellOf, placeOf, scalarOf, yamlProblem, type Place } from './values.js';

const HEAD: readonly string[] = ['product', 'status', 'owner', 'version'];

export function readYamlDocument(
  file: { readonly path: string; readonly text: string },
  facts: Facts,
  report: Report,
): void {
  const counter = new LineCounter();
  const document = parseText(file.text, counter);
  if (document === null) {
    report(
      yamlProblem('The file is nested too deeply.', 'It cannot be parsed.', { file: file.path, line: 1, column: 1 }),
    );
    return;
  }
  const at = (offset: number): Source => {
    const { line, col } = counter.linePos(offset);
    return { file: file.path, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const place: Place = (node) => at(node?.range?.[0] ?? 0);
  for (const problem of document.errors) {
    report(yamlProblem('The file is no YAML.', problem.message.split('\n')[0] ?? '', at(problem.pos[0])));
  }
  if (document.errors.length > 0) return;
  const root = document.contents;
  if (!isMap(root)) {
    report(yamlProblem('The file holds no mapping.', 'An intent is a mapping of sections.', place(root)));
    return;
  }
  facts.documents.push({
    file: file.path,
    product: headText(root, 'product'),
    status: headText(root, 'status'),
    owner: headText(root, 'owner'),
    version: headText(root, 'version'),
    source: place(root),
  });
  if (headText(root, 'status')?.toLowerCase() !== 'approved') report(notApproved(file.path, place(root)));
  for (const pair of root.items) readSection(String(scalarOf(pair.key)), pair.value, place, facts, report);
}

/** Null when the parser's own recursion ends before the text does. */
function parseText(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text.replace(/^\uFEFF/u, ''), { lineCounter, logLevel: 'silent' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readSection(name: string, node: unknown, place: Place, facts: Facts, report: Report): void {
  const kind = SECTION_KINDS.find((each) => each === name);
  if (name === 'omitted') readOmitted(node, place, facts, report);
  else if (name === 'decisions') readDecisions(node, place, facts, report);
  else if (kind !== undefined) readRows(kind, node, place, facts, report);
  else if (!HEAD.includes(name)) {
    report(unknownKey(name, [...SECTION_KINDS, ...HEAD, 'omitted', 'decisions'], placeOf(node, place)));
  } else if (!isScalar(node)) {
    report(yamlProblem(`"${name}" is a text.`, 'It says something of the whole document.', placeOf(node, place)));
  }
}

function readRows(kind: SectionKind, node: unknown, place: Place, facts: Facts, report: Report): void {
  facts.seen.add(kind);
  for (const item of mapsOf(kind, node, place, report)) readRow(kind, item, place, facts, report);
}

function mapsOf(name: string, node: unknown, place: Place, report: Report): readonly YAMLMap[] {
  if (!isSeq(node)) {
    report(yamlProblem(`"${name}" is no list.`, 'A section is a list of rows.', placeOf(node, place)));
    return [];
  }
  return node.items.filter((item): item is YAMLMap => {
    if (isMap(item)) return true;
    report(yamlProblem('A row is a mapping.', `Rows of "${name}" are mappings of columns.`, placeOf(item, place)));
    return false;
  });
}

/** `section: reason`, or a list of reasons. */
function readOmitted(node: unknown, place: Place, facts: Facts, report: Report): void {
  if (!isMap(node)) {
    report(yamlProblem('"omitted" is no mapping.', 'It maps a section to its reason.', placeOf(node, place)));
    return;
  }
  for (const pair of node.items) {
    const reasons: readonly unknown[] = isSeq(pair.value) ? pair.value.items : [pair.value];
    for (const reason of reasons) {
      const section = String(scalarOf(pair.key));
      facts.omitted.push({ section, reason: String(scalarOf(reason)), source: place(node) });
    }
  }
}

function readDecisions(node: unknown, place: Place, facts: Facts, report: Report): void {
  for (const item of mapsOf('decisions', node, place, report)) {
    const settles = item.get('settles', true);
    facts.decisions.push({
      id: headText(item, 'id') ?? '',
      title: headText(item, 'title') ?? '',
      status: (headText(item, 'status') ?? '').toLowerCase(),
      settles: isSeq(settles) ? settles.items.map((each) => String(scalarOf(each))) : [],
      source: place(item),
    });
  }
}

function readRow(kind: SectionKind, map: YAMLMap, place: Place, facts: Facts, report: Report): void {
  const keys: (string | null)[] = [];
  const cells: Cell[] = [];
  for (const pair of map.items) {
    const name = String(scalarOf(pair.key));
    const key = columnWords(kind).get(normalWords(name)) ?? null;
    if (key === null)
      report(
        unknownKey(
          name,
          columnsOf(kind).map(([each]) => each),
          placeOf(pair.key, place),
        ),
      );
    const cell = cellOf(pair.value, placeOf(pair.value, place), place, report);
    if (cell === null) continue;
    keys.push(key);
    cells.push(cell);
  }
  reportMissing(kind, keys, place(map), report);
  addRow(facts, kind, rowOf(place(map), statedCells(keys, cells, report)), report);
}

function reportMissing(kind: SectionKind, keys: readonly (string | null)[], source: Source, report: Report): void {
  const missing = columnsOf(kind).filter(([key, column]) => column.required === true && !keys.includes(key));
  if (missing.length === 0) return;
  report({
    code: 'missing-key',
    severity: 'warning',
    what: `The row has no ${missing.map(([key]) => `"${key}"`).join(', ')}.`,
    why: 'Without it the row says nothing that can be enforced, or leaves a question open.',
    fix: 'State it, or write `null` where it is not decided yet.',
    source,
  });
}

function headText(map: YAMLMap, key: string): string | null {
  const text = String(scalarOf(map.get(key, true))).trim();
  return text === '' ? null : text;
}

function unknownKey(name: string, known: readonly string[], source: Source): Parameters<Report>[0] {
  return {
    code: 'unknown-key',
    severity: 'error',
    what: `"${name.slice(0, 60)}" is no key here.${didYouMean(name, known)}`,
    why: 'A key that is not read would be a statement that is not enforced.',
    fix: `Known keys: ${known.join(', ')}.`,
    source,
  };
}

function notApproved(path: string, source: Source): Parameters<Report>[0] {
  return {
    code: 'not-approved',
    severity: 'warning',
    what: `${path} does not say that it is approved.`,
    why: 'What is enforced should be what its owners agreed to.',
    fix: 'Have it approved and write `status: approved`.',
    source,
  };
}
