// The same facts as YAML: a list per section, a mapping per row, the column keys of the section
// readers. Every value keeps its line and column.

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report, type Span } from '../row.js';
import { SECTION_KINDS } from '../sections/registry.js';
import { columnsOf, columnWords } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { didYouMean } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';

type Place = (node: Node | null | undefined) => Source;

const HEAD: readonly string[] = ['product', 'status', 'owner', 'version', 'omitted'];

export function readYamlDocument(
  file: { readonly path: string; readonly text: string },
  facts: Facts,
  report: Report,
): void {
  const counter = new LineCounter();
  const document = parseDocument(file.text.replace(/^\uFEFF/u, ''), { lineCounter: counter, logLevel: 'silent' });
  const at = (offset: number): Source => {
    const { line, col } = counter.linePos(offset);
    return { file: file.path, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const place: Place = (node) => at(node?.range?.[0] ?? 0);
  for (const problem of document.errors) {
    report(yamlProblem('The file is no YAML.', problem.message.split('\n')[0] ?? '', at(problem.pos[0])));
  }
  if (document.errors.length > 0) return;
  const root: ParsedNode | null = document.contents;
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

function readSection(name: string, node: unknown, place: Place, facts: Facts, report: Report): void {
  const kind = SECTION_KINDS.find((each) => each === name);
  if (name === 'omitted' && isMap(node)) {
    for (const pair of node.items) {
      const reason = String(scalarOf(pair.value));
      facts.omitted.push({ section: String(scalarOf(pair.key)), reason, source: place(node) });
    }
    return;
  }
  if (kind === undefined) {
    if (!HEAD.includes(name)) report(unknownKey(name, [...SECTION_KINDS, ...HEAD], placeOf(node, place)));
    return;
  }
  facts.seen.add(kind);
  if (!isSeq(node)) {
    report(yamlProblem(`"${name}" is no list.`, 'A section is a list of rows.', placeOf(node, place)));
    return;
  }
  for (const item of node.items) {
    if (isMap(item)) readRow(kind, item, place, facts, report);
    else report(yamlProblem('A row is a mapping.', `Rows of "${name}" are mappings of columns.`, placeOf(item, place)));
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
    keys.push(key);
    cells.push(cellOf(pair.value, placeOf(pair.value, place), place));
  }
  addRow(facts, kind, rowOf(place(map), statedCells(keys, cells, report)), report);
}

/** A list's elements are names, as code spans are in Markdown; a text may hold code spans of its own. */
function cellOf(node: unknown, source: Source, place: Place): Cell {
  if (isSeq(node)) {
    const spans = node.items.map((item) => ({ text: String(scalarOf(item)), source: placeOf(item, place) }));
    return { text: spans.map((span) => span.text).join(', '), spans, source };
  }
  const text = String(scalarOf(node));
  const spans: Span[] = [...text.matchAll(/`([^`]+)`/gu)].map((match) => ({
    text: match[1] ?? '',
    source: { ...source, column: source.column + match.index + 1 },
  }));
  return { text: text.replaceAll('`', ''), spans, source };
}

function scalarOf(node: unknown): string | number | boolean {
  const value: unknown = isScalar(node) ? node.value : node;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}

function placeOf(node: unknown, place: Place): Source {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? place(node) : place(null);
}

function headText(map: YAMLMap, key: string): string | null {
  const text = String(scalarOf(map.get(key, true))).trim();
  return text === '' ? null : text;
}

function yamlProblem(what: string, why: string, source: Source): Parameters<Report>[0] {
  return { code: 'intent-yaml', severity: 'error', what, why, fix: 'See schemas/intent.schema.json.', source };
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
