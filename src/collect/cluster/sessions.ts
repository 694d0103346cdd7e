// Who is connected now, aggregated: who would lose a way in. Volatile.
// https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW

import type { SessionGroup } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, int, maybe, text } from '../cell.js';
import type { Family } from '../family.js';
import { select } from '../select.js';

const HIDDEN = 'source and TLS of other roles’ sessions are hidden from roles without pg_read_all_stats';

export const sessions: Family<SessionGroup> = {
  attempts: ({ allStats }) => [{ selections: [listed], ...(allStats ? {} : { partial: HIDDEN }) }],
  order: (item) => [item.role, item.database, item.source ?? '', item.tlsVersion ?? '', item.application],
};

const listed = select<SessionGroup>(
  {
    role: text(sql`a.usename`),
    database: text(sql`a.datname`),
    source: maybe(text(sql`pg_catalog.host(a.client_addr)`)),
    tlsVersion: maybe(text(sql`s.version`)),
    gssEncrypted: bool(sql`coalesce(g.encrypted, false)`),
    application: text(sql`coalesce(a.application_name, '')`),
    count: int(sql`pg_catalog.count(*)`),
  },
  sql`FROM pg_catalog.pg_stat_activity a LEFT JOIN pg_catalog.pg_stat_ssl s ON s.pid = a.pid
    LEFT JOIN pg_catalog.pg_stat_gssapi g ON g.pid = a.pid
    WHERE a.usename IS NOT NULL AND a.datname IS NOT NULL AND a.pid <> pg_catalog.pg_backend_pid()
    GROUP BY a.usename, a.datname, a.client_addr, s.version, g.encrypted, a.application_name`,
);
