// What a view's query reads and calls, from the dependencies of its _RETURN rule.
// PostgreSQL's own functions are pinned and have no dependencies: they are not listed.
// https://www.postgresql.org/docs/current/catalog-pg-depend.html

import type { Relation, ViewRead } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { type Column, type Columns, maybe, pairs, text, texts } from '../cell.js';

export function viewParts(): Columns<Pick<Relation, 'definition' | 'reads' | 'calls'>> {
  return {
    definition: maybe(text(sql`CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END`)),
    reads: readsOf(texts(sql`view_reads.list`)),
    calls: pairs(sql`view_calls.list`, (schema, signature) => ({ schema, signature })),
  };
}

/** The list is flat: schema, name, column; the column is empty where the query names none of the relation. */
function readsOf(flat: Column<readonly string[]>): Column<readonly ViewRead[]> {
  const decode = (row: Parameters<typeof flat.decode>[0], at: number): readonly ViewRead[] => {
    const words = flat.decode(row, at);
    const found: { schema: string; name: string; columns: string[] }[] = [];
    for (let index = 0; index < words.length; index += 3) {
      const [schema = '', name = '', column = ''] = words.slice(index, index + 3);
      const last = found.at(-1);
      const read = last?.schema === schema && last.name === name ? last : { schema, name, columns: [] };
      if (read !== last) found.push(read);
      if (column !== '') read.columns.push(column);
    }
    return found;
  };
  return { expressions: flat.expressions, decode };
}

/** Joins; needs alias `c` for pg_class. */
export const READ_BY_VIEW: Sql = sql`
  LEFT JOIN (
    SELECT used.view, pg_catalog.array_agg(ARRAY[used.schema, used.name, used.attribute]
      ORDER BY used.schema COLLATE "C", used.name COLLATE "C", used.attribute COLLATE "C") AS list
    FROM (
      SELECT DISTINCT w.ev_class AS view, rn.nspname::pg_catalog.text AS schema, r.relname::pg_catalog.text AS name,
        coalesce(a.attname::pg_catalog.text, '') AS attribute
      FROM pg_catalog.pg_rewrite w
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid <> w.ev_class
      JOIN pg_catalog.pg_class r ON r.oid = d.refobjid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid AND a.attnum > 0
      WHERE w.rulename = '_RETURN'
    ) used GROUP BY used.view
  ) view_reads ON view_reads.view = c.oid
  LEFT JOIN (
    SELECT used.view, pg_catalog.array_agg(ARRAY[used.schema, used.name] ORDER BY used.schema COLLATE "C", used.name COLLATE "C") AS list
    FROM (
      SELECT DISTINCT w.ev_class AS view, pn.nspname::pg_catalog.text AS schema,
        p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS name
      FROM pg_catalog.pg_rewrite w
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
      JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
      WHERE w.rulename = '_RETURN'
    ) used GROUP BY used.view
  ) view_calls ON view_calls.view = c.oid`;
