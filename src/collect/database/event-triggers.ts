// https://www.postgresql.org/docs/current/catalog-pg-event-trigger.html

import type { EventTrigger } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { oneOf, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { ENABLED_STATES, roleName } from '../scope.js';
import { select } from '../select.js';

export const eventTriggers: Family<EventTrigger> = family(
  () =>
    select<EventTrigger>(
      {
        name: text(sql`e.evtname`),
        event: text(sql`e.evtevent`),
        owner: text(roleName(sql`e.evtowner`)),
        function: text(sql`e.evtfoid::pg_catalog.regproc`),
        enabled: oneOf(sql`e.evtenabled`, ENABLED_STATES),
        tags: texts(sql`e.evttags`),
      },
      sql`FROM pg_catalog.pg_event_trigger e`,
    ),
  (item) => item.name,
);
