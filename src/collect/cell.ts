// Columns of a reading query: the SQL expression and how its text is decoded, said once and together.
// A value that this program does not know is refused with its place; the section then says so.

import { type KnownAclItems, parseAcl } from '../pg/aclitem.js';
import { parseArrayText } from '../pg/array-text.js';
import type { Acl, AclItem } from '../pg/acl.js';
import type { Result } from '../core/result.js';
import type { Cell } from '../session/session.js';
import { sql, type Sql } from '../sql/sql.js';
import { sameShape } from './shape.js';

export type Row = readonly Cell[];

export interface Column<T> {
  readonly expressions: readonly Sql[];
  /** `at` is the index of its first expression in the row. */
  readonly decode: (row: Row, at: number) => T;
}

/** A cell that the server printed and this program cannot take. */
export class UnknownCatalogValue extends Error {
  override readonly name = 'UnknownCatalogValue';
}

function column<T>(expression: Sql, decode: (cell: string) => T): Column<T> {
  return {
    expressions: [expression],
    decode: (row, at) => {
      const cell = row[at];
      if (cell === null || cell === undefined) throw new UnknownCatalogValue(`no value for ${expression.text}`);
      return decode(cell);
    },
  };
}

function asItIs(cell: string): string {
  return cell;
}

function known<T>(parsed: Result<T, string>): T {
  if (parsed.ok) return parsed.value;
  throw new UnknownCatalogValue(parsed.error);
}

export function text(expression: Sql): Column<string> {
  return column(expression, asItIs);
}

/** A text that many rows have (a schema, an owner, a type): one string for all of them. */
export function repeated(expression: Sql): Column<string> {
  const seen = new Map<string, string>();
  return column(expression, (cell) => {
    const before = seen.get(cell);
    if (before === undefined) seen.set(cell, cell);
    return before ?? cell;
  });
}

export function bool(expression: Sql): Column<boolean> {
  return column(expression, (cell) => cell === 't');
}

export function int(expression: Sql): Column<number> {
  return column(expression, Number);
}

/** Null when the first expression is. */
export function maybe<T>(inner: Column<T>): Column<T | null> {
  return { expressions: inner.expressions, decode: (row, at) => (row[at] === null ? null : inner.decode(row, at)) };
}

/** One-letter (or other) codes of the catalog. */
export function oneOf<T extends string>(expression: Sql, words: { readonly [code: string]: T }): Column<T> {
  return column(expression, (cell) => {
    const word = words[cell];
    if (word === undefined)
      throw new UnknownCatalogValue(`unknown value ${JSON.stringify(cell)} of ${expression.text}`);
    return word;
  });
}

function elements(cell: string): readonly (string | null)[] {
  return known(parseArrayText(cell));
}

/** An array without nulls; SQL NULL is the empty list. */
export function texts(expression: Sql): Column<readonly string[]> {
  const inner = maybe(column(expression, (cell) => elements(cell).filter((word) => word !== null)));
  return { expressions: inner.expressions, decode: (row, at) => inner.decode(row, at) ?? [] };
}

/** An array that may hold nulls; SQL NULL is the empty list. */
export function textsOrNull(expression: Sql): Column<readonly (string | null)[]> {
  const inner = maybe(column(expression, elements));
  return { expressions: inner.expressions, decode: (row, at) => inner.decode(row, at) ?? [] };
}

/** An array of pairs (`array_agg(ARRAY[a, b])`), each made into an object; SQL NULL is the empty list. */
export function pairs<T>(expression: Sql, make: (first: string, second: string) => T): Column<readonly T[]> {
  const flat = texts(expression);
  const decode = (row: Row, at: number): readonly T[] => {
    const words = flat.decode(row, at);
    const made: T[] = [];
    for (let index = 0; index < words.length; index += 2) made.push(make(words[index] ?? '', words[index + 1] ?? ''));
    return made;
  };
  return { expressions: flat.expressions, decode };
}

/** `aclitem[]`; SQL NULL (the kind's default) stays null. */
export function acl(expression: Sql): Column<Acl> {
  return maybe(aclItems(expression));
}

export function aclItems(expression: Sql): Column<readonly AclItem[]> {
  // The same list stands on thousands of objects: parse each text once, share the result.
  const seen = new Map<string, readonly AclItem[]>();
  const single: KnownAclItems = new Map();
  return column(sql`${expression}::pg_catalog.text`, (cell) => {
    const before = seen.get(cell);
    if (before !== undefined) return before;
    const items = known(parseAcl(cell, single));
    seen.set(cell, items);
    return items;
  });
}

export function constant<T>(value: T): Column<T> {
  return { expressions: [], decode: () => value };
}

export type Columns<T> = { readonly [K in keyof T]-?: Column<T[K]> };

/** An object of its own inside the row. */
export function nested<T extends object>(columns: Columns<T>): Column<T> {
  const decode = sameShape<T>(columns);
  const list: readonly Column<unknown>[] = Object.values(columns);
  return { expressions: list.flatMap((part) => part.expressions), decode };
}
