// https://www.postgresql.org/docs/current/view-pg-replication-slots.html

import type { ReplicationSlot } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { select } from '../select.js';

export const replicationSlots: Family<ReplicationSlot> = family(
  () =>
    select<ReplicationSlot>(
      {
        name: text(sql`s.slot_name`),
        slotType: text(sql`s.slot_type`),
        database: maybe(text(sql`s.database`)),
        active: bool(sql`s.active`),
      },
      sql`FROM pg_catalog.pg_replication_slots s WHERE NOT s.temporary`,
    ),
  (item) => item.name,
);
