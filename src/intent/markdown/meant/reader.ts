// What reads by meaning gives and is given: a table or the items of a list with everything around them → rows of
// sections. A reader that is not sure gives nothing.

import type { Cell, Report } from '../../row.js';
import type { Surroundings } from '../../sections/meaning.js';
import type { SectionKind } from '../../sections/section.js';
import type { ListRow } from '../lists.js';
import type { TableBlock } from '../tables.js';

export type Cells = ReadonlyMap<string, Cell>;

export interface MeantPlace extends Surroundings {
  /** Who is known to hold rights from what stands before, in normalised words. */
  readonly roles: ReadonlySet<string>;
  /** Whether anything of the section was read before. */
  readonly has: (kind: SectionKind) => boolean;
}

export interface MeantRow {
  readonly kind: SectionKind;
  readonly cells: Cells;
  readonly source: Cell['source'];
}

export type TableReader = (table: TableBlock, place: MeantPlace, report: Report) => readonly MeantRow[];

export type ListReader = (items: readonly ListRow[], place: MeantPlace) => readonly MeantRow[];

/** A row that states nothing but its name, which is all of the words and no code span of them. */
export function namedRow(kind: SectionKind, subject: string, cell: Cell): MeantRow {
  return { kind, cells: new Map([[subject, { ...cell, spans: [] }]]), source: cell.source };
}

/** Who may do what: the words of the right are all of it, and no code span of them. */
export function rightRow(actor: Cell, what: Cell): MeantRow {
  const cells = new Map([
    ['actor', actor],
    ['condition', { ...what, spans: [] }],
  ]);
  return { kind: 'authorizations', cells, source: actor.source };
}
