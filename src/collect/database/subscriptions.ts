// Subscriptions of this database; the connection string never leaves the server.
// https://www.postgresql.org/docs/current/catalog-pg-subscription.html

import type { Subscription } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import { bool, type Column, constant, text, texts } from '../cell.js';
import type { Family } from '../family.js';
import { roleName } from '../scope.js';
import { CONNINFO_HOLDS_PASSWORD } from '../secrets.js';
import { select, type Selection } from '../select.js';

export const subscriptions: Family<Subscription> = {
  attempts: () => [
    { selections: [selectSubscriptions(bool(sql`s.subconninfo ~* ${Literal.of(CONNINFO_HOLDS_PASSWORD)}`))] },
    {
      selections: [selectSubscriptions(constant(null))],
      partial: 'connection strings are readable by superusers only',
    },
  ],
  order: (item) => item.name,
};

function selectSubscriptions(hasPassword: Column<boolean | null>): Selection<Subscription> {
  return select<Subscription>(
    {
      name: text(sql`s.subname`),
      owner: text(roleName(sql`s.subowner`)),
      enabled: bool(sql`s.subenabled`),
      connectionHasPassword: hasPassword,
      publications: texts(sql`s.subpublications`),
    },
    sql`FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
      WHERE d.datname = pg_catalog.current_database()`,
  );
}
