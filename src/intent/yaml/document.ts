// The same facts as YAML: a list per section, a mapping per row, the column keys of the section
// readers. Every value keeps its line and column.

import { isMap, isScalar, LineCounter, type YAMLMap } from 'yaml';
import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { SECTION_KINDS } from '../sections/registry.js';
import { columnsOf, columnWords } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { normalWords } from '../words/normal.js';
import { readDecisions, readOmitted } from './asides.js';
import { parseYaml, reportYamlErrors } from './parse.js';
import {
  cellOf,
  givenTwice,
  headText,
  mapsOf,
  placeOf,
  scalarOf,
  unknownKey,
  yamlProblem,
  type Place,
} from './values.js';

const HEAD: readonly string[] = ['product', 'status', 'owner', 'version'];

export function readYamlDocument(
  file: { readonly path: string; readonly text: string },
  facts: Facts,
  report: Report,
): void {
  const counter = new LineCounter();
  const document = parseYaml(file.text, counter);
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
  if (reportYamlErrors(document, at, report)) return;
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
  for (const pair of root.items) {
    readSection({ name: String(scalarOf(pair.key)), at: placeOf(pair.key, place) }, pair.value, place, facts, report);
  }
}

interface SectionKey {
  readonly name: string;
  readonly at: Source;
}

function readSection({ name, at }: SectionKey, node: unknown, place: Place, facts: Facts, report: Report): void {
  const kind = SECTION_KINDS.find((each) => each === name);
  if (name === 'omitted') readOmitted(node, place, facts, report);
  else if (name === 'decisions') readDecisions(node, place, facts, report);
  else if (kind !== undefined) readRows(kind, node, place, facts, report);
  else if (!HEAD.includes(name)) {
    report(unknownKey(name, [...SECTION_KINDS, ...HEAD, 'omitted', 'decisions'], at));
  } else if (!isScalar(node)) {
    report(yamlProblem(`"${name}" is a text.`, 'It says something of the whole document.', placeOf(node, place)));
  }
}

function readRows(kind: SectionKind, node: unknown, place: Place, facts: Facts, report: Report): void {
  facts.seen.add(kind);
  for (const item of mapsOf(kind, node, place, report)) readRow(kind, item, place, facts, report);
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
    else if (keys.includes(key)) report(givenTwice(name, placeOf(pair.key, place)));
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
