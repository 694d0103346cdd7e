// What a section reader is: the headings and columns by which it is recognised, and how one row
// becomes facts. Markdown tables, lists and YAML all end in the same `Row`.

import type { Intent } from '../model.js';
import type { Report, Row } from '../row.js';

/** The lists of the Intent that rows fill. */
export type SectionKind = Exclude<keyof Intent, 'product' | 'documents' | 'decisions' | 'omitted'>;

export type FactOf<K extends SectionKind> = Intent[K][number];

export interface Column {
  /** Canonical header. */
  readonly header: string;
  readonly synonyms: readonly string[];
  /** One line for the format page and the JSON Schema. */
  readonly doc: string;
  /** Without it a table is not this section's. */
  readonly required?: boolean;
}

/** In canonical order; the first is what a list item begins with. */
export type Columns<Key extends string> = { readonly [C in Key]: Column };

export interface SectionReader<K extends SectionKind, Key extends string = string> {
  readonly kind: K;
  readonly heading: string;
  readonly synonyms: readonly string[];
  readonly columns: Columns<Key>;
  /** Headers that alone make a table this section's; other tables need two columns that it knows. */
  readonly enough?: readonly string[];
  /** Of these, those that suffice under any heading inside of the section. */
  readonly certain?: readonly string[];
  /** The required columns without which a row says nothing at all; a row without another one is read, and remarked. */
  readonly least?: readonly NoInfer<Key>[];
  /** The column that names what a row is about: the first one, when its header is no word of ours. */
  readonly names?: {
    readonly key: NoInfer<Key>;
    /** Columns that may name it as well. */
    readonly instead: readonly string[];
    /** So many of these others have to be there. */
    readonly beside: readonly string[];
    readonly least: number;
  };
  readonly read: (row: Row<Key>, report: Report) => FactOf<K> | null;
}

export function defineSection<K extends SectionKind, const Key extends string>(
  section: SectionReader<K, Key>,
): SectionReader<K, Key> {
  return section;
}
