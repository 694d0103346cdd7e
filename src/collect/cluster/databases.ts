// The databases of the cluster. Why one was not read is added by whoever tried.
// https://www.postgresql.org/docs/current/catalog-pg-database.html

import type { DatabaseFact, DatabaseLocale } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, bool, type Column, constant, int, maybe, nested, oneOf, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

export const databaseFacts: Family<DatabaseFact> = family(
  (major) =>
    select<DatabaseFact>(
      {
        name: text(sql`d.datname`),
        owner: text(roleName(sql`d.datdba`)),
        acl: acl(sql`d.datacl`),
        encoding: text(sql`pg_catalog.pg_encoding_to_char(d.encoding)`),
        locale: locale(major),
        isTemplate: bool(sql`d.datistemplate`),
        allowConnections: bool(sql`d.datallowconn`),
        connectionLimit: int(sql`d.datconnlimit`),
        comment: maybe(text(sql`remark.description`)),
        notRead: constant(null),
      },
      sql`FROM pg_catalog.pg_database d LEFT JOIN pg_catalog.pg_shdescription remark
        ON remark.objoid = d.oid AND remark.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
        ORDER BY d.datname COLLATE "C"`,
    ),
  (item) => item.name,
);

function locale(major: number): Column<DatabaseLocale> {
  return nested<DatabaseLocale>({
    provider: oneOf(major >= 15 ? sql`d.datlocprovider` : sql`'c'`, { c: 'libc', i: 'icu', b: 'builtin' }),
    collate: text(sql`d.datcollate`),
    ctype: text(sql`d.datctype`),
    name: maybe(text(localeName(major))),
  });
}

function localeName(major: number): Sql {
  if (major >= 17) return sql`d.datlocale`;
  return major >= 15 ? sql`d.daticulocale` : sql`NULL::pg_catalog.text`;
}
