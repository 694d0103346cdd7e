// A collector family: one section of the inventory, the queries that read it on a major, and the order
// of its items. `{[K in keyof Sections]: FamilyOf<Sections[K]>}` makes a forgotten section a type error.

import type { Section } from '../inventory/index.js';
import type { Selection } from './select.js';

export interface Attempt<T> {
  /** Their items together are the section. */
  readonly selections: readonly Selection<T>[];
  /** What of the section this attempt cannot see. */
  readonly partial?: string;
}

/** Who asks, and whom. */
export interface Reader {
  readonly major: number;
  readonly role: string;
  readonly superuser: boolean;
  /** Privileges of pg_read_all_settings and pg_read_all_stats; a superuser has both. */
  readonly allSettings: boolean;
  readonly allStats: boolean;
}

export interface Family<T> {
  /** In turn, until one is not refused for lack of a privilege; a string says why there is nothing to ask. */
  readonly attempts: (reader: Reader) => readonly Attempt<T>[] | string;
  order(item: T): string | readonly string[];
}

export type FamilyOf<S> = [S] extends [Section<infer T>] ? Family<T> : never;
export type Families<Sections> = { readonly [K in keyof Sections]-?: FamilyOf<Sections[K]> };

/** The usual family: one query on every major, readable by everybody. */
export function family<T>(selection: (major: number) => Selection<T>, order: Family<T>['order']): Family<T> {
  return { attempts: ({ major }) => [{ selections: [selection(major)] }], order };
}
