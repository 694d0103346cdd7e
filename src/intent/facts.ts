// Facts on their way to an Intent: lists that the section readers fill.

import { SECTION_READERS } from './sections/registry.js';
import type { FactOf, SectionKind } from './sections/section.js';
import type { StatedDecision } from './decisions.js';
import type { DocumentFact } from './model.js';
import type { OmittedSection } from './operations.js';
import type { Cell, Report, Row } from './row.js';
import { isUnconfirmed, isUnstated } from './words/normal.js';

export type FactLists = { readonly [K in SectionKind]: FactOf<K>[] };

export interface Facts {
  readonly rows: FactLists;
  readonly documents: DocumentFact[];
  readonly omitted: OmittedSection[];
  readonly decisions: StatedDecision[];
  /** Sections that have a heading, also when nothing could be read under it. */
  readonly seen: Set<SectionKind>;
}

export function emptyFacts(): Facts {
  return {
    rows: {
      threats: [],
      boundaries: [],
      deployments: [],
      components: [],
      classifications: [],
      authorizations: [],
      isolation: [],
      connections: [],
      protections: [],
      auditEvents: [],
      credentials: [],
      zones: [],
      endpoints: [],
      compliance: [],
      naming: [],
    },
    documents: [],
    omitted: [],
    decisions: [],
    seen: new Set(),
  };
}

/** How many rows all sections have given. */
export function countFacts({ rows }: Facts): number {
  return Object.values(rows).reduce((sum, each) => sum + each.length, 0);
}

/** Reads one row with the section's reader; a row without its key cell gives nothing. */
export function addRow<K extends SectionKind>(facts: Facts, kind: K, row: Row, report: Report): void {
  const rows: FactOf<K>[] = facts.rows[kind];
  const fact = SECTION_READERS[kind].read(row, report);
  if (fact !== null) rows.push(fact);
}

/** The cells that state something, by column key. */
export function statedCells(
  keys: readonly (string | null)[],
  cells: readonly Cell[],
  report: Report,
): ReadonlyMap<string, Cell> {
  const stated = new Map<string, Cell>();
  keys.forEach((key, index) => {
    const cell = cells[index];
    if (key === null || cell === undefined) return;
    if (cell.literal === true) stated.set(key, cell);
    else if (isUnstated(cell.text)) return;
    else if (isUnconfirmed(cell.text)) reportUnconfirmed(cell, report);
    else stated.set(key, cell);
  });
  return stated;
}

function reportUnconfirmed(cell: Cell, report: Report): void {
  report({
    code: 'unconfirmed',
    severity: 'info',
    what: 'A guess that nobody has confirmed states nothing.',
    why: 'Drafted documents mark every guess; only what a person confirmed may become a control.',
    fix: 'Correct the cell if need be and remove the word "unconfirmed".',
    source: cell.source,
    length: Math.max(1, cell.text.length),
  });
}
