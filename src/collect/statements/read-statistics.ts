// Reads pg_stat_statements in the database where the extension was created: one query, streamed, the busiest first.
// The texts are parsed here and go nowhere: neither into the inventory, nor into a log or an error.
// https://www.postgresql.org/docs/current/pgstatstatements.html

import { sortBy } from '../../core/order.js';
import {
  itemsOf,
  readSection,
  unreadable,
  type ExtensionFact,
  type Inventory,
  type Section,
  type SessionCount,
  type StatementStatistics,
} from '../../inventory/index.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { loadParser } from '../../sql/parse.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import { bool, constant, int, maybe, text } from '../cell.js';
import type { ReadingConnections } from '../connection.js';
import type { Reader } from '../family.js';
import { select } from '../select.js';
import { beginSnapshot, endSnapshot, fixSpelling } from '../snapshot.js';
import { StatementTally, type StatementRow } from './tally.js';

const EXTENSION = 'pg_stat_statements';
const HIDDEN = 'statements of other roles are hidden from roles without pg_read_all_stats';

type Answer = Section<StatementStatistics>;

/** `inventory` says where the extension is, and what the names in statements can mean. @throws OperationError */
export async function readStatistics(
  connections: ReadingConnections,
  inventory: Inventory,
  reader: Reader,
): Promise<Answer> {
  if (!reader.superuser && !reader.allStats) return unreadable(HIDDEN);
  for (const { name, extensions } of inventory.databases) {
    const found = itemsOf(extensions).find((each) => each.name === EXTENSION);
    if (found !== undefined) return readIn(name, found, connections, inventory);
  }
  return unreadable(`the extension ${EXTENSION} is in none of the databases that were read`);
}

async function readIn(
  database: string,
  extension: ExtensionFact,
  connections: ReadingConnections,
  inventory: Inventory,
): Promise<Answer> {
  const opened = await connections.open(database);
  if (!opened.ok) return unreadable(refusal(opened.error));
  const session = opened.value;
  try {
    await beginSnapshot(session);
    await fixSpelling(session);
    return await readViews(session, extension, inventory);
  } finally {
    await endSnapshot(session);
    await session.close();
  }
}

type Head = Omit<StatementStatistics, 'use' | 'gone' | 'sessions'>;

async function readViews(session: Session, extension: ExtensionFact, inventory: Inventory): Promise<Answer> {
  const recent = tellsItself(extension.version);
  const header = headOf(extension.schema, recent);
  const asked = await session.attempt(header.query);
  if (!asked.ok) return unreadable(refusal(asked.error));
  const head = header.decode(asked.value.rows[0] ?? []);
  const counting = { nestedRows: head.track === 'all', major: inventory.server.major };
  const tally = new StatementTally(await loadParser(), counting);
  const rows = rowsOf(extension.schema, recent);
  const read = await session.copy(rows.query, (row) => {
    tally.add(rows.decode(row));
  });
  if (!read.ok) return unreadable(refusal(read.error));
  const sessions: SessionCount[] = [];
  const told = await session.copy(sessionsOf.query, (row) => sessions.push(sessionsOf.decode(row)));
  if (!told.ok) return unreadable(refusal(told.error));
  return readSection([{ ...head, ...tally.sums(inventory), sessions: sortBy(sessions, (each) => each.database) }]);
}

/** Since 1.9 it says when counting began, and which statements a client sent. */
function tellsItself(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 9;
}

function headOf(schema: string, told: boolean): ReturnType<typeof select<Head>> {
  const info = qualified(schema, 'pg_stat_statements_info');
  return select<Head>(
    {
      takenAt: text(utc(sql`pg_catalog.clock_timestamp()`)),
      since: told ? maybe(text(utc(sql`info.stats_reset`))) : constant(null),
      evictions: told ? maybe(int(sql`info.dealloc`)) : constant(null),
      track: text(sql`pg_catalog.current_setting('pg_stat_statements.track')`),
      trackUtility: bool(
        sql`CASE pg_catalog.current_setting('pg_stat_statements.track_utility') WHEN 'on' THEN 't' ELSE 'f' END`,
      ),
    },
    told ? sql`FROM ${info} info` : sql``,
  );
}

const sessionsOf = select<SessionCount>(
  {
    database: text(sql`s.datname`),
    sessions: int(sql`s.sessions`),
    since: maybe(text(utc(sql`s.stats_reset`))),
  },
  sql`FROM pg_catalog.pg_stat_database s WHERE s.datname IS NOT NULL AND s.sessions > 0`,
);

function utc(moment: Sql): Sql {
  return sql`pg_catalog.to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

function rowsOf(schema: string, told: boolean): ReturnType<typeof select<StatementRow>> {
  const longest = sql`65536`;
  return select<StatementRow>(
    {
      database: maybe(text(sql`d.datname`)),
      role: maybe(text(sql`r.rolname`)),
      topLevel: told ? bool(sql`s.toplevel`) : constant(true),
      calls: int(sql`s.calls`),
      bytes: int(sql`coalesce(pg_catalog.octet_length(s.query), 0)`),
      text: maybe(text(sql`CASE WHEN pg_catalog.octet_length(s.query) <= ${longest} THEN s.query END`)),
    },
    sql`FROM ${qualified(schema, EXTENSION)} s
      LEFT JOIN pg_catalog.pg_database d ON d.oid = s.dbid
      LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.userid
      ORDER BY s.calls DESC`,
  );
}

function refusal(problem: ServerProblem): string {
  return problem.sqlstate === null ? problem.message : `${problem.message} (SQLSTATE ${problem.sqlstate})`;
}
