// `init --sample`: what the contents of columns look like. Read-only, and so that no code of the
// database runs: plain heap tables only (no view, foreign table or partition), columns of built-in text
// types that are stored, no row policy applied, no rule, and no index or statistics expression that the
// planner would evaluate. Values are judged as they come and never kept.

import { classifyContent } from '../classify/classify-content.js';
import { ReadingConnections } from '../collect/connection.js';
import { beginSnapshot, endSnapshot, fixSpelling } from '../collect/snapshot.js';
import { contentKey } from '../intent/draft/evidence.js';
import type { Guess } from '../classify/guess.js';
import type { Inventory } from '../inventory/index.js';
import type { Cell, Session, Target } from '../session/index.js';
import { Ident } from '../sql/ident.js';
import { integer, join, qualified, sql } from '../sql/sql.js';
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
      const skipped = await sampleDatabase(session, guesses);
      const rest = skipped === 0 ? '' : `, ${skipped} tables could not be read`;
      progress({ stage: 'sample', state: 'done', text: `${name}${rest}` });
    } finally {
      await endSnapshot(session);
      await session.close();
    }
  }
  return guesses;
}

async function sampleDatabase(session: Session, guesses: Map<string, Guess>): Promise<number> {
  await beginSnapshot(session);
  await fixSpelling(session);
  // Off: a policy that would apply is an error, not an expression that runs.
  await session.query(sql`SET LOCAL row_security = off`);
  await session.query(sql`SET LOCAL constraint_exclusion = off`);
  await session.query(sql`SET LOCAL statement_timeout = '5s'`);
  await session.query(sql`SET LOCAL lock_timeout = '1s'`);
  let skipped = 0;
  for (const table of tablesOf((await session.query(SAFE_COLUMNS)).rows)) {
    if (!(await sampleTable(session, table, guesses))) skipped += 1;
  }
  return skipped;
}

interface SafeTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

function tablesOf(rows: readonly (readonly Cell[])[]): readonly SafeTable[] {
  const tables = new Map<string, { schema: string; name: string; columns: string[] }>();
  for (const [schema, name, column] of rows) {
    if (typeof schema !== 'string' || typeof name !== 'string' || typeof column !== 'string') continue;
    const key = JSON.stringify([schema, name]);
    const table = tables.get(key) ?? { schema, name, columns: [] };
    tables.set(key, table);
    table.columns.push(column);
  }
  return [...tables.values()];
}

async function sampleTable(session: Session, table: SafeTable, guesses: Map<string, Guess>): Promise<boolean> {
  const columns = table.columns.map(
    (column) => sql`pg_catalog."left"(${Ident.of(column)}::pg_catalog.text, ${integer(CHARACTERS)})`,
  );
  await session.query(sql`SAVEPOINT sample`);
  const answer = await session.attempt(
    sql`SELECT ${join(columns, sql`, `)} FROM ONLY ${qualified(table.schema, table.name)} LIMIT ${integer(ROWS)}`,
  );
  if (!answer.ok) {
    await session.query(sql`ROLLBACK TO SAVEPOINT sample`);
    return false;
  }
  const { rows } = answer.value;
  table.columns.forEach((column, index) => {
    const guess = classifyContent(rows.map((row) => row[index] ?? null));
    if (guess !== null) guesses.set(contentKey(table.schema, table.name, column), guess);
  });
  return true;
}

/** pg_class.relam 2 is heap; indexes and statistics with expressions are evaluated while planning. */
const SAFE_COLUMNS = sql`
  SELECT n.nspname, c.relname, a.attname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relam = 2 AND NOT c.relhasrules
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND a.atttypid IN ('pg_catalog.text'::pg_catalog.regtype, 'pg_catalog.varchar'::pg_catalog.regtype,
                       'pg_catalog.bpchar'::pg_catalog.regtype)
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
                    AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL))
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = c.oid AND s.stxexprs IS NOT NULL)
  ORDER BY n.nspname, c.relname, a.attnum`;
