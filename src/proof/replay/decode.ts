// A role with REPLICATION follows the log from a slot of its own, over ordinary SQL, and looks for the row that is made
// meanwhile: as a publication sends it, or by the plugin that needs none.
// https://www.postgresql.org/docs/current/logicaldecoding-sql.html

import type { Candidate, Observe, Replay } from '../../isolation/verdict.js';
import type { Session } from '../../session/index.js';
import { Literal } from '../../sql/literal.js';
import { sql, type Sql } from '../../sql/sql.js';
import { settingsOf } from './observe.js';
import { unplanted, type Stage } from './stage.js';

type Decode = Extract<Observe, { readonly kind: 'decode' }>;

/** Temporary: it goes with the session. One replay runs at a time. */
const SLOT = Literal.of('pgrampart_replay');

export async function decode(stage: Stage, candidate: Candidate, observe: Decode): Promise<Replay> {
  const filler = stage.filler();
  const target = candidate.rows[candidate.target ?? 0];
  if (target === undefined) return { ran: false, leaked: false, observed: 'there is no row to observe' };
  for (const row of candidate.rows.filter((each) => each !== target && !each.temporary)) {
    const place = await stage.plant(row, filler);
    if (typeof place === 'string') return unplanted(row.relation, place);
  }
  const session = await stage.ownSession(candidate.session.role);
  try {
    const opened = await asRole(session, candidate, follow(observe));
    if (typeof opened === 'string')
      return { ran: true, leaked: false, observed: `it cannot follow the log: ${opened}` };
    // Only what has reached the disk is decoded.
    await stage.seeder.query(sql`SET synchronous_commit = on`);
    const place = await stage.plant(target, filler);
    if (typeof place === 'string') return unplanted(target.relation, place);
    const seen = await asRole(session, candidate, peek(observe));
    if (typeof seen === 'string') return { ran: true, leaked: false, observed: `it cannot read the log: ${seen}` };
    const observed = seen > 0 ? 'the row came with the log of changes' : 'the log of changes did not show the row';
    return { ran: true, leaked: seen > 0, observed };
  } finally {
    await session.close();
  }
}

/** How many rows came, or why it was refused. */
async function asRole(session: Session, candidate: Candidate, statement: Sql): Promise<number | string> {
  await session.query(sql`BEGIN`);
  for (const each of settingsOf(candidate)) await session.query(each);
  const outcome = await session.attempt(statement);
  await session.attempt(sql`COMMIT`);
  return outcome.ok ? outcome.value.rows.length : outcome.error.message;
}

function follow({ publication }: Decode): Sql {
  const plugin = Literal.of(publication === null ? 'test_decoding' : 'pgoutput');
  return sql`SELECT 1 FROM pg_catalog.pg_create_logical_replication_slot(${SLOT}, ${plugin}, true)`;
}

/** Messages of inserted rows; the publication's options are those that every subscriber gives. */
function peek({ publication }: Decode): Sql {
  return publication === null
    ? sql`SELECT 1 FROM pg_catalog.pg_logical_slot_peek_changes(${SLOT}, NULL, NULL) WHERE data LIKE '%: INSERT: %'`
    : sql`SELECT 1 FROM pg_catalog.pg_logical_slot_peek_binary_changes(${SLOT}, NULL, NULL, 'proto_version', '1',
        'publication_names', ${Literal.of(quoted(publication))}) WHERE pg_catalog.get_byte(data, 0) = pg_catalog.ascii('I')`;
}

/** A list of identifiers as the plugin reads it. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
