// `init --sample`: what the contents of columns look like. Read-only, and so that no code of the
// database runs: plain heap tables only (no view, foreign table or partition), stored columns of built-in
// types, no cast that somebody could have defined, no row policy applied, and nothing of the database's own code that
// the planner would evaluate (init-sample-tables.ts). Values are judged as they come and never kept.

import { classifyValues } from '../classify/classify-values.js';
import { ReadingConnections } from '../collect/connection.js';
import { beginSnapshot, endSnapshot, fixSpelling } from '../collect/snapshot.js';
import { contentKey } from '../intent/draft/evidence.js';
import type { Guess } from '../classify/guess.js';
import type { Inventory } from '../inventory/index.js';
import type { Session, Target } from '../session/index.js';
import { Ident } from '../sql/ident.js';
import { integer, join, qualified, sql, type Sql } from '../sql/sql.js';
import { counted } from './check-words.js';
import { safeTables, type SafeColumn, type SafeTable } from './init-sample-tables.js';
import type { Progress } from './progress.js';

const ROWS = 200;
const CHARACTERS = 300;

/** Guesses by `contentKey`; a table that cannot be read gives none. @throws OperationError */
export async function sampleContents(
  target: Target,
  inventory: Inventory,
  progress: Progress,
): Promise<ReadonlyMap<string, Guess>> {
  const guesses = new Map<string, Guess>();
  const connections = new ReadingConnections(target);
  for (const { name } of inventory.databases) {
    const opened = await connections.open(name);
    if (!opened.ok) {
      progress({ stage: 'sample', state: 'note', text: `${name} was not sampled: ${opened.error.message}` });
      continue;
    }
    const session = opened.value;
    try {
      progress({ stage: 'sample', state: 'done', text: name + saying(await sampleDatabase(session, guesses)) });
    } finally {
      await endSnapshot(session);
      await session.close();
    }
  }
  return guesses;
}

interface NotSampled {
  readonly skipped: number;
  readonly leftOut: number;
  readonly partitioned: number;
}

function saying({ skipped, leftOut, partitioned }: NotSampled): string {
  const parts = [
    [skipped, 'table', 'could not be read'],
    [leftOut, 'table', 'left out: their indexes, statistics or rules call code of the database'],
    [partitioned, 'partitioned table', 'left out'],
  ] as const;
  return parts.map(([count, what, why]) => (count === 0 ? '' : `, ${counted(count, what)} ${why}`)).join('');
}

async function sampleDatabase(session: Session, guesses: Map<string, Guess>): Promise<NotSampled> {
  await beginSnapshot(session);
  await fixSpelling(session);
  // Off: a policy that would apply is an error, not an expression that runs.
  await session.query(sql`SET LOCAL row_security = off`);
  await session.query(sql`SET LOCAL constraint_exclusion = off`);
  await session.query(sql`SET LOCAL statement_timeout = '5s'`);
  await session.query(sql`SET LOCAL lock_timeout = '1s'`);
  const [[today] = []] = (await session.query(sql`SELECT pg_catalog.to_char(pg_catalog.now(), 'YYYY')`)).rows;
  const year = Number(today);
  let skipped = 0;
  const { tables, ...rest } = await safeTables(session);
  for (const table of tables) {
    if (!(await sampleTable(session, table, year, guesses))) skipped += 1;
  }
  return { skipped, ...rest };
}

async function sampleTable(
  session: Session,
  table: SafeTable,
  year: number,
  guesses: Map<string, Guess>,
): Promise<boolean> {
  const columns = table.columns.map(columnSql);
  await session.query(sql`SAVEPOINT sample`);
  const answer = await session.attempt(
    sql`SELECT ${join(columns, sql`, `)} FROM ONLY ${qualified(table.schema, table.name)} LIMIT ${integer(ROWS)}`,
  );
  if (!answer.ok) {
    await session.query(sql`ROLLBACK TO SAVEPOINT sample`);
    return false;
  }
  const { rows } = answer.value;
  table.columns.forEach(({ name, form }, index) => {
    const values = rows.map((row) => row[index] ?? null);
    const guess = classifyValues(form, values, year);
    if (guess !== null) guesses.set(contentKey(table.schema, table.name, name), guess);
  });
  return true;
}

const BYTES = 20_000;

/** Texts are cut; what cannot be cut without a cast is left out when it is large. A cast of a number could be anybody's. */
function columnSql({ name, form }: SafeColumn): Sql {
  const column = Ident.of(name);
  if (form === 'text') return sql`pg_catalog."left"(${column}::pg_catalog.text, ${integer(CHARACTERS)})`;
  if (form === 'number' || form === 'date') return sql`${column}`;
  return sql`CASE WHEN pg_catalog.pg_column_size(${column}) OPERATOR(pg_catalog.<) ${integer(BYTES)} THEN ${column} END`;
}
