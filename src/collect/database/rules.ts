// Rewrite rules, without the _RETURN rule that makes a view.
// https://www.postgresql.org/docs/current/catalog-pg-rewrite.html

import type { Rule } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { oneOf, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { ENABLED_STATES, LASTING_SCHEMA } from '../scope.js';
import { select } from '../select.js';

export const rules: Family<Rule> = family(
  () =>
    select<Rule>(
      {
        schema: text(sql`n.nspname`),
        relation: text(sql`c.relname`),
        name: text(sql`w.rulename`),
        enabled: oneOf(sql`w.ev_enabled`, ENABLED_STATES),
        definition: text(sql`pg_catalog.pg_get_ruledef(w.oid)`),
      },
      // PostgreSQL's own rules make pg_settings updatable; they are made before the first user object.
      sql`FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE w.rulename <> '_RETURN' AND w.oid >= 16384 AND ${LASTING_SCHEMA}`,
    ),
  (item) => [item.schema, item.relation, item.name],
);
