// Where an item of prose stands, and what it gives.

import type { Cell } from '../row.js';
import type { SectionKind } from '../sections/section.js';

export interface ProsePlace {
  readonly kind: SectionKind;
  /** The words of the heading that is the section's own; null under any other heading inside. */
  readonly heading: string | null;
  /** That heading is the title of the whole document. */
  readonly title?: boolean;
  /** All headings around, the nearest first. */
  readonly around?: readonly string[];
  /** The sentence before the list, when it ends with a colon. */
  readonly leadIn: string;
  /** Nearly all items of the list name what goes wrong, or say what counters it. */
  readonly listsThreats?: boolean;
  /** Some of the items are more than names of STRIDE's categories, which are threats among these. */
  readonly mixed?: boolean;
  /** Arrows in the list lead to what is done with a thing, and to no other side. */
  readonly deeds?: boolean;
  /** Few items of the list could be boundaries. */
  readonly fewBoundaries?: boolean;
  /** Cells that a heading gives to what stands under it. */
  readonly defaults: ReadonlyMap<string, Cell>;
}

export type ProseCells = ReadonlyMap<string, Cell>;

/** The name is all of the text, not its first code span. */
export function asName(cell: Cell): Cell {
  return { ...cell, spans: [] };
}
