// What the words of one language are: headings of sections, headers of columns, STRIDE categories, and
// headings of what states nothing. Words are joined by `|`, so that a language fits on a page.

import type { SectionKind } from '../section.js';

export interface Translation {
  readonly headings: { readonly [K in SectionKind]?: string };
  /** By column key, for every section that has such a column and no word of its own for it. */
  readonly shared: Readonly<Record<string, string>>;
  readonly columns: { readonly [K in SectionKind]?: Readonly<Record<string, string>> };
  readonly omitted: string;
  /** Headings under which nothing is stated: out of scope, residual risks, examples. */
  readonly asides: string;
  /** Spoofing, tampering, repudiation, information disclosure, denial of service, elevation of privilege. */
  readonly stride: readonly [string, string, string, string, string, string];
}

export function wordsOf(joined: string | undefined): readonly string[] {
  return joined === undefined || joined === '' ? [] : joined.split('|');
}
