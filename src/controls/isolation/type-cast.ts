// The cast that turns a carried text into the tenant key's type. Built-in types by their own words, a
// type of the database by its qualified name; what neither is, is compared as text.

import { join, qualified, sql, type Sql } from '../../sql/sql.js';

const BUILT_IN: { readonly [type: string]: Sql } = {
  uuid: sql`uuid`,
  smallint: sql`smallint`,
  integer: sql`integer`,
  bigint: sql`bigint`,
  numeric: sql`numeric`,
  inet: sql`inet`,
  date: sql`date`,
  oid: sql`oid`,
  name: sql`name`,
  boolean: sql`boolean`,
};

export type KeyCast =
  | { readonly kind: 'text' }
  | { readonly kind: 'cast'; readonly to: Sql }
  | { readonly kind: 'as-text' };

/** `type` as format_type writes it with an empty search_path. */
export function keyCast(type: string): KeyCast {
  if (/^(?:text|character varying|character)(?:\(\d+\))?$/u.test(type)) return { kind: 'text' };
  const builtIn = BUILT_IN[type.replace(/\(\d+(?:,\d+)?\)$/u, '')];
  if (builtIn !== undefined) return { kind: 'cast', to: builtIn };
  const plain = /^([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)$/u.exec(type);
  if (plain?.[1] !== undefined && plain[2] !== undefined) return { kind: 'cast', to: qualified(plain[1], plain[2]) };
  return { kind: 'as-text' };
}

/** The text expression in the key's type. */
export function castTo(expression: Sql, cast: KeyCast): Sql {
  return cast.kind === 'cast' ? sql`(${expression})::${cast.to}` : expression;
}

/** The key column as it is compared. */
export function keySide(column: Sql, cast: KeyCast): Sql {
  return cast.kind === 'as-text' ? sql`(${column})::text` : column;
}

export function conjunction(parts: readonly Sql[]): Sql {
  return join(parts, sql` AND `);
}
