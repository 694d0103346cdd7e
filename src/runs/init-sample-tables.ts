// Which tables `init --sample` may look at: plain heap tables with columns of built-in types, for which the planner
// evaluates nothing that is code of the database. An index over `lower(email)` is the server's own code; one that
// depends on a function, operator or type that somebody made is not (pg_depend holds no row for what is built in).
// https://www.postgresql.org/docs/current/catalog-pg-depend.html

import type { ValueForm } from '../classify/classify-values.js';
import type { Cell, Session } from '../session/index.js';
import { sql, type Sql } from '../sql/sql.js';

export interface SafeTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly SafeColumn[];
}

export interface SafeColumn {
  readonly name: string;
  readonly form: ValueForm;
}

export interface SampledTables {
  readonly tables: readonly SafeTable[];
  /** How many would be looked at, but for code that could run. */
  readonly leftOut: number;
  /** Partitioned ones, whose rows stand in their partitions: none of both is looked at. */
  readonly partitioned: number;
}

/** @throws OperationError */
export async function safeTables(session: Session): Promise<SampledTables> {
  const tables = tablesOf((await session.query(columnsOf(sql`NOT`))).rows);
  const leftOut = tablesOf((await session.query(columnsOf(sql``))).rows).length;
  return { tables, leftOut, partitioned: (await session.query(PARTITIONED)).rows.length };
}

function tablesOf(rows: readonly (readonly Cell[])[]): readonly SafeTable[] {
  const tables = new Map<string, { schema: string; name: string; columns: SafeColumn[] }>();
  for (const [schema, name, column, type] of rows) {
    if (typeof schema !== 'string' || typeof name !== 'string' || typeof column !== 'string') continue;
    const form = FORMS.get(type ?? '');
    if (form === undefined) continue;
    const key = JSON.stringify([schema, name]);
    const table = tables.get(key) ?? { schema, name, columns: [] };
    tables.set(key, table);
    table.columns.push({ name: column, form });
  }
  return [...tables.values()];
}

/** Built-in types, whose output functions are the server's own; the names of arrays begin with `_`. */
const FORMS: ReadonlyMap<string, ValueForm> = new Map<string, ValueForm>([
  ['text', 'text'],
  ['varchar', 'text'],
  ['bpchar', 'text'],
  ['int8', 'number'],
  ['numeric', 'number'],
  ['date', 'date'],
  ['json', 'document'],
  ['jsonb', 'document'],
  ['_text', 'array'],
  ['_varchar', 'array'],
  ['_bpchar', 'array'],
  ['_int8', 'array'],
]);

/** pg_class.relam 2 is heap; indexes and statistics with expressions are evaluated while planning. */
function columnsOf(not: Sql): Sql {
  return sql`
  SELECT n.nspname, c.relname, a.attname, t.typname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relam = 2
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND t.oid < 10000
    AND t.typname = ANY ('{text,varchar,bpchar,int8,numeric,date,json,jsonb,_text,_varchar,_bpchar,_int8}'::pg_catalog.name[])
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
    AND ${not} (c.relhasrules OR ${INDEX_CODE}
      OR EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = c.oid AND s.stxexprs IS NOT NULL))
  ORDER BY n.nspname, c.relname, a.attnum`;
}

const PARTITIONED = sql`
  SELECT c.relname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'p' AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const INDEX_CODE = sql`EXISTS (
        SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
          AND EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
                        AND d.refclassid <> ALL ('{pg_catalog.pg_class,pg_catalog.pg_constraint,pg_catalog.pg_collation}'::pg_catalog.regclass[])))`;
