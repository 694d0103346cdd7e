// Types that somebody made, with the statement that would make them again. Row types of tables and the
// array type of every type come by themselves. https://www.postgresql.org/docs/current/catalog-pg-type.html

import type { TypeFact } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, maybe, oneOf, repeated, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, initialAclOf, mineOrChanged, remarkOf, roleName } from '../scope.js';
import { select } from '../select.js';
import { TYPE_DEFINITION } from './type-definition.js';

const CATALOG = sql`pg_catalog.pg_type`;

/** A shell type (declared, not defined) is told by typisdefined. */
const KIND: Sql = sql`CASE WHEN t.typisdefined THEN t.typtype::pg_catalog.text ELSE 'shell' END`;
const KINDS = {
  e: 'enum',
  d: 'domain',
  c: 'composite',
  r: 'range',
  m: 'multirange',
  b: 'base',
  p: 'base',
  shell: 'shell',
} as const;

export const types: Family<TypeFact> = family(
  () =>
    select<TypeFact>(
      {
        schema: repeated(sql`n.nspname`),
        name: text(sql`t.typname`),
        kind: oneOf(KIND, KINDS),
        owner: repeated(roleName(sql`t.typowner`)),
        acl: acl(sql`t.typacl`),
        comment: maybe(text(sql`remark.description`)),
        extension: maybe(text(sql`extension.extname`)),
        definition: maybe(text(TYPE_DEFINITION)),
      },
      FROM,
    ),
  (item) => [item.schema, item.name],
);

/** Every table has two types that nobody made: they are left out before anything is looked up for them. */
const FROM: Sql = sql`FROM (
    SELECT * FROM ${CATALOG} each
    WHERE (each.typrelid = 0 OR each.typrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'c'))
      AND each.oid NOT IN (SELECT typarray FROM ${CATALOG})
    OFFSET 0
  ) t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  ${remarkOf(CATALOG, sql`t.oid`)} ${extensionOf(CATALOG, sql`t.oid`)} ${initialAclOf(CATALOG, sql`t.oid`)}
  WHERE ${mineOrChanged(sql`t.oid`, sql`t.typowner`, sql`t.typacl`)}`;
