// `init --sample`: what the contents of columns look like. Read-only, and so that no code of the
// database runs: plain heap tables only (no view, foreign table or partition), stored columns of built-in
// types, no cast that somebody could have defined, no row policy applied, no rule, and no index or statistics
// expression that the planner would evaluate. Values are judged as they come and never kept.

import { classifyValues, type ValueForm } from '../classify/classify-values.js';
import { ReadingConnections } from '../collect/connection.js';
import { beginSnapshot, endSnapshot, fixSpelling } from '../collect/snapshot.js';
import { contentKey } from '../intent/draft/evidence.js';
import type { Guess } from '../classify/guess.js';
import type { Inventory } from '../inventory/index.js';
import type { Cell, Session, Target } from '../session/index.js';
import { Ident } from '../sql/ident.js';
import { integer, join, qualified, sql, type Sql } from '../sql/sql.js';
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
  const [[today] = []] = (await session.query(sql`SELECT pg_catalog.to_char(pg_catalog.now(), 'YYYY')`)).rows;
  const year = Number(today);
  let skipped = 0;
  for (const table of tablesOf((await session.query(SAFE_COLUMNS)).rows)) {
    if (!(await sampleTable(session, table, year, guesses))) skipped += 1;
  }
  return skipped;
}

interface SafeTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly SafeColumn[];
}

interface SafeColumn {
  readonly name: string;
  readonly form: ValueForm;
}

function tablesOf(rows: readonly (readonly Cell[])[]): readonly SafeTable[] {
  const tables = new Map<string, { schema: string; name: string; columns: SafeColumn[] }>();
  for (const [schema, name, column, type] of rows) {
    if (typeof schema !== 'string' || typeof name !== 'string' || typeof column !== 'string') continue;
    const form = FORMS.get(type ?? '');
    if (form === undefined) continue;
    const key = JSON.stringify([schema, name]);
    const table = tables.get(key) ?? { schema, name, columns: [] };
    tables.set(key, table);
    table.columns.push({ name: column, form });
  }
  return [...tables.values()];
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

/** Built-in types, whose output functions are the server's own; the names of arrays begin with `_`. */
const FORMS: ReadonlyMap<string, ValueForm> = new Map<string, ValueForm>([
  ['text', 'text'],
  ['varchar', 'text'],
  ['bpchar', 'text'],
  ['int8', 'number'],
  ['numeric', 'number'],
  ['date', 'date'],
  ['json', 'document'],
  ['jsonb', 'document'],
  ['_text', 'array'],
  ['_varchar', 'array'],
  ['_bpchar', 'array'],
  ['_int8', 'array'],
]);

const BYTES = 20_000;

/** Texts are cut; what cannot be cut without a cast is left out when it is large. A cast of a number could be anybody's. */
function columnSql({ name, form }: SafeColumn): Sql {
  const column = Ident.of(name);
  if (form === 'text') return sql`pg_catalog."left"(${column}::pg_catalog.text, ${integer(CHARACTERS)})`;
  if (form === 'number' || form === 'date') return sql`${column}`;
  return sql`CASE WHEN pg_catalog.pg_column_size(${column}) OPERATOR(pg_catalog.<) ${integer(BYTES)} THEN ${column} END`;
}

/** pg_class.relam 2 is heap; indexes and statistics with expressions are evaluated while planning. */
const SAFE_COLUMNS = sql`
  SELECT n.nspname, c.relname, a.attname, t.typname
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relam = 2 AND NOT c.relhasrules
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND t.oid < 10000
    AND t.typname = ANY ('{text,varchar,bpchar,int8,numeric,date,json,jsonb,_text,_varchar,_bpchar,_int8}'::pg_catalog.name[])
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
                    AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL))
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = c.oid AND s.stxexprs IS NOT NULL)
  ORDER BY n.nspname, c.relname, a.attnum`;
