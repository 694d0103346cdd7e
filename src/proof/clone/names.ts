// Names in SQL and for people; and which schemas are the system's own.

import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';

export interface Named {
  readonly schema: string;
  readonly name: string;
}

export function nameOf(item: Named): Sql {
  return qualified(item.schema, item.name);
}

export function labelOf(kind: string, item: Named): string {
  return `${kind} ${item.schema}.${item.name}`;
}

export function list(names: readonly string[]): Sql {
  return join(
    names.map((name) => Ident.of(name)),
    sql`, `,
  );
}

export function keyOf(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

/** Objects there are not ours to create: the server brings them. */
export function isSystemSchema(schema: string): boolean {
  return schema === 'information_schema' || schema.startsWith('pg_');
}
