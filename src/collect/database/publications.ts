// Publications; row filters, column lists and schemas from 15 on.
// https://www.postgresql.org/docs/current/catalog-pg-publication.html

import type { Publication } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, type Column, text, texts, UnknownCatalogValue } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

type Table = Publication['tables'][number];

export const publications: Family<Publication> = family(
  (major) =>
    select<Publication>(
      {
        name: text(sql`p.pubname`),
        owner: text(roleName(sql`p.pubowner`)),
        allTables: bool(sql`p.puballtables`),
        tables: tables(major),
        schemas: texts(major >= 15 ? SCHEMAS : sql`NULL::pg_catalog.text[]`),
        publishes: texts(sql`pg_catalog.array_remove(ARRAY[
          CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
          CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL)`),
        viaRoot: bool(sql`p.pubviaroot`),
      },
      sql`FROM pg_catalog.pg_publication p`,
    ),
  (item) => item.name,
);

const SCHEMAS: Sql = sql`(SELECT pg_catalog.array_agg(n.nspname::pg_catalog.text ORDER BY n.nspname COLLATE "C")
  FROM pg_catalog.pg_publication_namespace s JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)`;

/** A JSON array of [schema, name, filter, columns]: an array of arrays could not hold the nulls. */
function tables(major: number): Column<readonly Table[]> {
  const filter = major >= 15 ? sql`pg_catalog.pg_get_expr(r.prqual, r.prrelid)` : sql`NULL::pg_catalog.text`;
  const columns = major >= 15 ? COLUMNS : sql`NULL::pg_catalog.text[]`;
  const list =
    text(sql`coalesce((SELECT pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, c.relname, ${filter}, ${columns})
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C")
    FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid), '[]')`);
  return { expressions: list.expressions, decode: (row, at) => toTables(JSON.parse(list.decode(row, at))) };
}

const COLUMNS: Sql = sql`(SELECT pg_catalog.array_agg(a.attname ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::pg_catalog.int2[]))`;

function toTables(json: unknown): readonly Table[] {
  if (!Array.isArray(json)) throw new UnknownCatalogValue('a publication’s tables are no list');
  return json.map((entry: unknown) => {
    const fields: readonly unknown[] = Array.isArray(entry) ? entry : [];
    const [schema, name, filter, columns] = fields;
    if (typeof schema !== 'string' || typeof name !== 'string') throw new UnknownCatalogValue('a table without a name');
    return {
      schema,
      name,
      filter: typeof filter === 'string' ? filter : null,
      columns: Array.isArray(columns) ? columns.filter((column) => typeof column === 'string') : null,
    };
  });
}
