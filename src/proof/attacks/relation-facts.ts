// Columns of a relation and which of them a role may name in the hardened state, asked of the server once.

import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Admin } from './admin.js';

export interface ColumnFact {
  readonly name: string;
  /** No value can be given: generated, or identity always. */
  readonly computed: boolean;
  readonly select: boolean;
  readonly insert: boolean;
  readonly update: boolean;
  /** Quoted name of its type, without length. */
  readonly type: Sql;
}

const COLUMNS = sql`
  SELECT a.attname,
         (a.attgenerated <> '' OR a.attidentity = 'a')::text,
         pg_catalog.has_column_privilege($1::name, c.oid, a.attnum, 'SELECT')::text,
         pg_catalog.has_column_privilege($1::name, c.oid, a.attnum, 'INSERT')::text,
         pg_catalog.has_column_privilege($1::name, c.oid, a.attnum, 'UPDATE')::text,
         tn.nspname, t.typname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
   WHERE n.nspname = $2 AND c.relname = $3 AND pg_catalog.to_regrole(pg_catalog.quote_ident($1)) IS NOT NULL
   ORDER BY a.attnum`;

export class RelationFacts {
  readonly #admin: Admin;
  readonly #columns = new Map<string, Promise<readonly ColumnFact[]>>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /** Empty when there is no such relation or role. In order of position. */
  columns(role: string, relation: ObjectRef, database: string): Promise<readonly ColumnFact[]> {
    const [schema = '', name = ''] = relation.path;
    const key = JSON.stringify([role, database, schema, name]);
    const known = this.#columns.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(role, schema, name, database);
    this.#columns.set(key, asked);
    return asked;
  }

  async #ask(role: string, schema: string, name: string, database: string): Promise<readonly ColumnFact[]> {
    const { rows } = await this.#admin.query(database, COLUMNS, [role, schema, name]);
    return rows.map(([column, computed, select, insert, update, space, type]) => ({
      name: column ?? '',
      computed: computed === 'true',
      select: select === 'true',
      insert: insert === 'true',
      update: update === 'true',
      type: qualified(space ?? 'pg_catalog', type ?? 'text'),
    }));
  }
}

/** How SQL names a relation, a schema, … or the relation of a column. */
export function nameOf(object: ObjectRef): Sql {
  return object.kind === 'column' ? qualified(...object.path.slice(0, 2)) : qualified(...object.path);
}

export function relationOf(column: ObjectRef): ObjectRef {
  const path = column.path.slice(0, 2);
  return column.database === undefined ? { kind: 'table', path } : { kind: 'table', path, database: column.database };
}

export function readable(columns: readonly ColumnFact[]): ReadonlySet<string> {
  return new Set(columns.filter((each) => each.select).map((each) => each.name));
}
