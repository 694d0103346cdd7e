// Parameters of sequences, and the column that owns them (serial, identity).
// https://www.postgresql.org/docs/current/catalog-pg-sequence.html

import type { SequenceFact } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, maybe, nested, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { LASTING_SCHEMA } from '../scope.js';
import { select } from '../select.js';

export const sequences: Family<SequenceFact> = family(
  () =>
    select<SequenceFact>(
      {
        schema: text(sql`n.nspname`),
        name: text(sql`c.relname`),
        type: text(sql`pg_catalog.format_type(s.seqtypid, NULL)`),
        start: text(sql`s.seqstart`),
        increment: text(sql`s.seqincrement`),
        min: text(sql`s.seqmin`),
        max: text(sql`s.seqmax`),
        cache: text(sql`s.seqcache`),
        cycle: bool(sql`s.seqcycle`),
        ownedBy: maybe(
          nested({ schema: text(sql`tn.nspname`), relation: text(sql`t.relname`), column: text(sql`a.attname`) }),
        ),
      },
      sql`FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
          AND d.objsubid = 0 AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
          AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE ${LASTING_SCHEMA}`,
    ),
  (item) => [item.schema, item.name],
);
