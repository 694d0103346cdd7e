// Headings beside each other that nearly all name a boundary or what goes wrong, under one that speaks of such things:
// each is a fact, unless what stands under them was read as such facts already.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Report } from '../row.js';
import { isPractice, isStep } from '../sections/local-headings.js';
import { meaningOfNames } from '../sections/meaning.js';
import { KIND_NOUNS, type MeantKind } from '../words/kind-nouns.js';
import { headingCell } from './entries.js';
import type { Heading } from './scan.js';

const NAMED: readonly MeantKind[] = ['threats', 'boundaries'];

interface Group {
  /** The headings above, the nearest first. */
  readonly around: readonly string[];
  readonly siblings: readonly Heading[];
  /** The line behind the last of them, counted from 0. */
  readonly end: number;
}

export function readHeadingsByMeaning(
  headings: readonly Heading[],
  text: { readonly file: string; readonly lines: readonly string[] },
  facts: Facts,
  report: Report,
): void {
  for (const { around, siblings, end } of groupsOf(headings, text.lines.length)) {
    if (siblings.length < 2 || around.length === 0) continue;
    const cells = siblings.map((heading) => headingCell(heading, text.file));
    const names = cells.map((cell) => cell.text);
    const kind = meaningOfNames(names, NAMED, { around, leadIn: '', file: text.file });
    if (kind === null || names.some((name) => isStep(name))) continue;
    const read = linesRead(facts, kind, text.file);
    const own = new Set(cells.map(({ source }) => source.line));
    const first = siblings[0]?.line ?? 0;
    if ([...read].some((line) => line > first && line <= end && !own.has(line))) continue;
    for (const cell of cells) {
      if (read.has(cell.source.line) || isPractice(cell.text)) continue;
      addRow(facts, kind, rowOf(cell.source, new Map([[KIND_NOUNS[kind].subject, { ...cell, spans: [] }]])), report);
    }
  }
}

function linesRead({ rows }: Facts, kind: MeantKind, file: string): ReadonlySet<number> {
  return new Set(rows[kind].flatMap(({ source }) => (source.file === file ? [source.line] : [])));
}

/** Headings of one depth under the same one. */
function groupsOf(headings: readonly Heading[], lines: number): readonly Group[] {
  const groups: Group[] = [];
  const open: Heading[] = [];
  const gathered: Heading[][] = [[]];
  const close = (depth: number, end: number): void => {
    while ((open.at(-1)?.depth ?? 0) >= depth) {
      const siblings = gathered.pop() ?? [];
      open.pop();
      groups.push({ around: open.map(({ text }) => text).toReversed(), siblings, end });
    }
  };
  for (const heading of headings) {
    const last = open.at(-1);
    if (last !== undefined && last.depth === heading.depth) {
      open.pop();
      gathered.at(-1)?.push(heading);
    } else if (last === undefined || last.depth < heading.depth) gathered.push([heading]);
    else {
      close(heading.depth + 1, heading.line);
      if (open.at(-1)?.depth === heading.depth) {
        open.pop();
        gathered.at(-1)?.push(heading);
      } else gathered.push([heading]);
    }
    open.push(heading);
  }
  close(1, lines);
  return groups;
}
