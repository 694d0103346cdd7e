// Runs a counterexample's session on the scratch cluster and says what was seen of the foreign row. Everything
// happens in one transaction that is rolled back.

import type { Candidate } from '../../isolation/verdict.js';
import type { Column } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { Filler } from './filler.js';
import { insertSql, valueOf, type Place, type Values } from './plant.js';

export interface Ready {
  readonly candidate: Candidate;
  readonly columns: (relation: readonly [string, string]) => readonly Column[];
  /** Where the target lies; null for INSERT. */
  readonly place: Place | null;
  /** How many other rows were planted in the relation. */
  readonly others: number;
  readonly filler: Filler;
  /** The column's type as the server spells it. */
  readonly typeOf: (column: Column) => Sql;
  /** Whether the acting role may write the column. */
  readonly mayWrite: (column: string) => boolean;
}

export interface Observation {
  readonly leaked: boolean;
  readonly observed: string;
  /** What the session did, for people to do again. */
  readonly statements: readonly Sql[];
}

export async function attemptCandidate(session: Session, ready: Ready): Promise<Observation> {
  await session.query(sql`BEGIN`);
  try {
    const entering = sessionStatements(ready);
    const failed = await enterSession(session, entering);
    if (failed !== null) return { leaked: false, observed: failed, statements: [] };
    return await act(session, ready, entering);
  } finally {
    await session.attempt(sql`ROLLBACK`);
  }
}

function sessionStatements(ready: Ready): readonly Sql[] {
  const { candidate } = ready;
  const statements: Sql[] = Object.entries(candidate.session.settings).map(
    ([name, value]) => sql`SELECT pg_catalog.set_config(${Literal.of(name)}, ${Literal.of(value)}, true)`,
  );
  for (const row of candidate.rows.filter((each) => each.temporary))
    statements.push(...temporaryTable(ready, row.relation, row.values));
  if (candidate.session.setRole !== null) statements.push(sql`SET LOCAL ROLE ${Ident.of(candidate.session.setRole)}`);
  return statements;
}

async function enterSession(session: Session, statements: readonly Sql[]): Promise<string | null> {
  for (const statement of statements) {
    const outcome = await session.attempt(statement);
    if (!outcome.ok) return `the session could not be made: ${outcome.error.message}`;
  }
  return null;
}

/** The session's own table in the place of one that a function names without its schema: types, no constraints. */
function temporaryTable(ready: Ready, relation: readonly [string, string], values: Values): readonly Sql[] {
  const columns = ready.columns(relation);
  const given = columns.map((column) => ({
    column: { ...column, identity: null },
    value: valueOf({ ...column, notNull: false, default: null, identity: null }, values, ready.filler, 'filled'),
  }));
  const table = qualified('pg_temp', relation[1]);
  const list = join(
    columns.map((column) => sql`${Ident.of(column.name)} ${ready.typeOf(column)}`),
    sql`, `,
  );
  return [
    sql`CREATE TEMPORARY TABLE IF NOT EXISTS ${Ident.of(relation[1])} (${list})`,
    sql`GRANT SELECT ON ${table} TO PUBLIC`,
    insertSql(table, given),
  ];
}

async function act(session: Session, ready: Ready, entering: readonly Sql[]): Promise<Observation> {
  const statements = statementsOf(ready);
  let refusal = 'nothing was tried';
  for (const { statement, enough, shown } of statements) {
    await session.query(sql`SAVEPOINT attempt`);
    const outcome = await session.attempt(statement);
    if (outcome.ok && outcome.value.count >= enough) {
      return {
        leaked: true,
        observed: `${sentenceOf(ready.candidate.command)} (${outcome.value.count} row${outcome.value.count === 1 ? '' : 's'})`,
        statements: [...entering, shown ?? statement],
      };
    }
    refusal = outcome.ok ? 'no row of another tenant was reached' : `refused: ${outcome.error.message}`;
    await session.query(sql`ROLLBACK TO SAVEPOINT attempt`);
  }
  return { leaked: false, observed: refusal, statements: [] };
}

function sentenceOf(command: Candidate['command']): string {
  switch (command) {
    case 'select':
      return 'the row was read';
    case 'insert':
      return 'the row was stored';
    case 'update':
      return 'the row was changed';
    case 'delete':
      return 'the row was removed';
  }
}

interface Try {
  readonly statement: Sql;
  /** So many rows show that the target was among them. */
  readonly enough: number;
  /** The same without the place where the row happens to lie. */
  readonly shown?: Sql;
}

/** By its place first; blindly where the role may not name it, counting the rows that are there. */
function statementsOf(ready: Ready): readonly Try[] {
  const { candidate, place } = ready;
  const table = qualified(...(candidate.through ?? candidate.relation));
  const tries = triesOn(ready, table);
  return candidate.command === 'insert' || place !== null ? tries : tries.filter(({ shown }) => shown === undefined);
}

function triesOn(ready: Ready, table: Sql): readonly Try[] {
  const { candidate, place, others } = ready;
  const here =
    place === null
      ? sql``
      : sql` WHERE tableoid = ${Literal.of(place.table)}::pg_catalog.regclass AND ctid = ${Literal.of(place.ctid)}`;
  switch (candidate.command) {
    case 'select':
      return [
        { statement: sql`SELECT 1 FROM ${table}${here}`, enough: 1, shown: sql`SELECT * FROM ${table}` },
        { statement: sql`SELECT 1 FROM ${table}`, enough: others + 1 },
      ];
    case 'delete':
      return [
        { statement: sql`DELETE FROM ${table}`, enough: others + 1 },
        { statement: sql`DELETE FROM ${table}${here}`, enough: 1, shown: sql`DELETE FROM ${table}` },
      ];
    case 'update': {
      const set = assignments(ready);
      return set === null
        ? []
        : [
            { statement: sql`UPDATE ${table} SET ${set}`, enough: others + 1 },
            { statement: sql`UPDATE ${table} SET ${set}${here}`, enough: 1, shown: sql`UPDATE ${table} SET ${set}` },
          ];
    }
    case 'insert':
      return inserts(ready, table);
  }
}

/** Of the relation; those that the view has under the same name. */
function columnsOf({ candidate, columns }: Ready): readonly Column[] {
  const { relation, through } = candidate;
  if (through === undefined) return columns(relation);
  const shown = new Set(columns(through).map((column) => column.name));
  return columns(relation).filter((column) => shown.has(column.name));
}

function assignments(ready: Ready): Sql | null {
  const { candidate, mayWrite, filler } = ready;
  const values = candidate.writes ?? {};
  const open = columnsOf(ready).filter(
    (column) => column.generated === null && column.identity !== 'always' && mayWrite(column.name),
  );
  const changed = open.filter((column) => values[column.name] !== undefined);
  const [any] = open.filter((column) => !column.notNull);
  const chosen = changed.length > 0 ? changed : any === undefined ? open.slice(0, 1) : [any];
  if (chosen.length === 0) return null;
  return join(
    chosen.map((column) => sql`${Ident.of(column.name)} = ${valueOf(column, values, filler, 'filled')}`),
    sql`, `,
  );
}

function inserts(ready: Ready, table: Sql): readonly Try[] {
  const { candidate, mayWrite, filler } = ready;
  const values = candidate.writes ?? {};
  return (['filled', 'defaults', 'bare'] as const).map((style) => {
    const given = columnsOf(ready)
      .filter((column) => column.generated === null && mayWrite(column.name))
      .filter((column) => column.identity !== 'always' || values[column.name] !== undefined)
      .filter((column) => column.notNull || values[column.name] !== undefined)
      .map((column) => ({ column, value: valueOf(column, values, filler, style) }));
    return { statement: insertSql(table, given), enough: 1 };
  });
}
