// Triggers that somebody made: not those that enforce foreign keys. Copies on partitions are marked;
// before 15 the catalog calls them internal. https://www.postgresql.org/docs/current/catalog-pg-trigger.html

import type { Trigger } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, nested, oneOf, repeated, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { ENABLED_STATES, LASTING_SCHEMA, SIGNATURE } from '../scope.js';
import { select } from '../select.js';

export const triggers: Family<Trigger> = family(
  () =>
    select<Trigger>(
      {
        schema: repeated(sql`n.nspname`),
        relation: repeated(sql`c.relname`),
        name: text(sql`t.tgname`),
        function: nested({ schema: text(sql`pn.nspname`), signature: text(SIGNATURE) }),
        enabled: oneOf(sql`t.tgenabled`, ENABLED_STATES),
        definition: text(sql`pg_catalog.pg_get_triggerdef(t.oid)`),
        inherited: bool(sql`t.tgparentid <> 0`),
      },
      sql`FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
        LEFT JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
        WHERE ${LASTING_SCHEMA} AND (NOT t.tgisinternal OR t.tgparentid <> 0 AND (k.contype IS NULL OR k.contype = 't'))`,
    ),
  (item) => [item.schema, item.relation, item.name],
);
