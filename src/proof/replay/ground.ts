// A scratch database on which counterexamples are replayed, one after another: plant, attempt, take away.

import { accessIndex } from '../../access/index.js';
import { itemsOf, type Column, type Constraint, type Inventory } from '../../inventory/index.js';
import type { Candidate, Observe, PlantedRow, Replay } from '../../isolation/verdict.js';
import { objectRef } from '../../pg/object.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { openAs, openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';
import { readTypes, type TypeInfos } from '../tenants/type-facts.js';
import { attemptCandidate } from './attempt.js';
import { Filler } from './filler.js';
import { answerOf, betrays, leakyFunction, observation, refresh, settingsOf } from './observe.js';
import { plantRow, type Place } from './plant.js';
import { scriptOf } from './script.js';

export const SEEDER = 'pgrampart_seeder';

export class ReplayGround {
  readonly #cluster: ScratchCluster;
  readonly #inventory: Inventory;
  readonly #database: string;
  readonly #superuser: Session;
  readonly #seeder: Session;
  readonly #types: TypeInfos;
  readonly #roles = new Map<string, Session>();

  private constructor(parts: Parts) {
    this.#cluster = parts.cluster;
    this.#inventory = parts.inventory;
    this.#database = parts.database;
    this.#superuser = parts.superuser;
    this.#seeder = parts.seeder;
    this.#types = parts.types;
  }

  /** `inventory` describes the scratch database. @throws OperationError */
  static async open(cluster: ScratchCluster, inventory: Inventory, database: string): Promise<ReplayGround> {
    const superuser = await openAsSuperuser(cluster, database);
    const { rows } = await superuser.query(
      sql`SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ${Literal.of(SEEDER)}`,
    );
    if (rows.length === 0) await superuser.query(sql`CREATE ROLE ${Ident.of(SEEDER)} LOGIN BYPASSRLS NOSUPERUSER`);
    const seeder = await openAs(cluster, database, SEEDER);
    const types = await readTypes(superuser);
    return new ReplayGround({ cluster, inventory, database, superuser, seeder, types });
  }

  async replay(candidate: Candidate): Promise<Replay> {
    const stored = candidate.rows.filter((row) => !row.temporary);
    const tables = distinct([...stored.map((row) => row.relation), candidate.relation, ...readBy(candidate)]);
    try {
      for (const table of tables) await this.#prepare(table);
      return await (candidate.observe === undefined
        ? this.#act(candidate, tables)
        : this.#compare(candidate, candidate.observe, tables));
    } finally {
      for (const table of tables) await this.#clean(table);
    }
  }

  /** Plants every row, then lets the session do what the candidate says. */
  async #act(candidate: Candidate, tables: readonly Name[]): Promise<Replay> {
    const filler = new Filler(this.#types, this.#checks());
    let target: Place | null = null;
    const planting: Sql[] = [];
    for (const [index, row] of candidate.rows.entries()) {
      if (row.temporary) continue;
      const place = await plantRow(this.#seeder, row.relation, this.#columns(row.relation), row.values, filler);
      if (typeof place === 'string') return unplanted(row.relation, place);
      planting.push(place.statement);
      if (index === candidate.target) target = place;
    }
    for (const table of tables) await this.#guard(table);
    const session = await this.#open(candidate.session.role);
    const planted = candidate.rows.filter((row) => !row.temporary && same(row.relation, candidate.relation)).length;
    const actor = candidate.session.setRole ?? candidate.session.role;
    const seen = await attemptCandidate(session, {
      candidate,
      columns: (relation) => this.#columns(relation),
      place: candidate.through === undefined ? target : null,
      others: planted - (target === null ? 0 : 1),
      filler,
      typeOf: (column) => verbatimType(column),
      mayWrite: (column) => this.#mayWrite(actor, candidate, column),
    });
    const script = seen.leaked ? { script: scriptOf(candidate, planting, seen.statements) } : {};
    return { ran: true, leaked: seen.leaked, observed: seen.observed, ...script };
  }

  /** Asks without the target row, plants it, and asks again. */
  async #compare(candidate: Candidate, observe: Observe, tables: readonly Name[]): Promise<Replay> {
    const filler = new Filler(this.#types, this.#checks());
    for (const [index, row] of candidate.rows.entries()) {
      if (row.temporary || index === candidate.target) continue;
      const place = await plantRow(this.#seeder, row.relation, this.#columns(row.relation), row.values, filler);
      if (typeof place === 'string') return unplanted(row.relation, place);
    }
    const target = candidate.rows[candidate.target ?? 0];
    if (target === undefined) return { ran: false, leaked: false, observed: 'there is no row to observe' };
    await this.#watch(candidate, observe, tables, target.relation);
    const keyed = await this.#rehearse(target, filler);
    const without = observe.kind === 'truncate' ? '' : await this.#answer(candidate, observe, keyed, filler);
    const values = observe.kind === 'sequence' ? target.values : { ...Object.fromEntries(keyed), ...target.values };
    const styles = observe.kind === 'sequence' ? (['defaults'] as const) : undefined;
    const place = await plantRow(this.#seeder, target.relation, this.#columns(target.relation), values, filler, styles);
    if (typeof place === 'string') return unplanted(target.relation, place);
    const withRow = await this.#answer(candidate, observe, keyed, filler);
    const leaked = betrays(observe, without, withRow);
    const observed = leaked
      ? `the answer differs with and without the row: ${shown(without)} / ${shown(withRow)}`
      : `the answers tell nothing: ${shown(without)} / ${shown(withRow)}`;
    return { ran: true, leaked, observed };
  }

  /** What is in force while the role asks: foreign keys of the referring table, triggers that copy. */
  async #watch(candidate: Candidate, observe: Observe, tables: readonly Name[], target: Name): Promise<void> {
    if (observe.kind === 'refer') {
      await this.#superuser.attempt(sql`ALTER TABLE ${qualified(...observe.relation)} ENABLE TRIGGER ALL`);
      return;
    }
    if (observe.kind === 'sequence') {
      await this.#superuser.attempt(
        sql`GRANT USAGE ON SEQUENCE ${qualified(...observe.sequence)} TO ${Ident.of(SEEDER)}`,
      );
    }
    for (const table of tables) if (candidate.copiesTo !== undefined || !same(table, target)) await this.#guard(table);
  }

  /** The values that the row would have, from a row that is planted and taken back. */
  async #rehearse(target: PlantedRow, filler: Filler): Promise<ReadonlyMap<string, string | null>> {
    await this.#seeder.query(sql`BEGIN`);
    const place = await plantRow(this.#seeder, target.relation, this.#columns(target.relation), target.values, filler);
    const found = new Map<string, string | null>();
    if (typeof place !== 'string') {
      const answer = await this.#seeder.attempt(
        sql`SELECT * FROM ${qualified(...target.relation)} WHERE ctid = ${Literal.of(place.ctid)}`,
      );
      if (answer.ok)
        for (const [index, name] of answer.value.fields.entries())
          found.set(name, answer.value.rows[0]?.[index] ?? null);
    }
    await this.#seeder.query(sql`ROLLBACK`);
    const open = this.#columns(target.relation).filter((column) => column.generated === null);
    return new Map([...found].filter(([name]) => open.some((column) => column.name === name)));
  }

  async #answer(
    candidate: Candidate,
    observe: Observe,
    stored: ReadonlyMap<string, string | null>,
    filler: Filler,
  ): Promise<string> {
    if (observe.kind === 'read' && observe.refreshAs !== null) {
      const owner = await this.#open(observe.refreshAs);
      const refreshed = await owner.attempt(refresh(observe.relation));
      if (!refreshed.ok) return `refused ${refreshed.error.sqlstate ?? ''}`;
    }
    if (observe.kind === 'statistics') await this.#superuser.attempt(sql`ANALYZE ${qualified(...candidate.relation)}`);
    const session = await this.#open(candidate.session.role);
    await session.query(sql`BEGIN`);
    try {
      for (const statement of settingsOf(candidate)) await session.query(statement);
      if (observe.kind === 'leak') await session.attempt(leakyFunction());
      return await answerOf(
        session,
        observation(observe, candidate, stored, (relation) => this.#columns(relation), filler),
      );
    } finally {
      await session.attempt(sql`ROLLBACK`);
    }
  }

  async close(): Promise<void> {
    for (const session of [...this.#roles.values(), this.#seeder, this.#superuser]) await session.close();
  }

  #checks(): readonly Constraint[] {
    const database = this.#inventory.databases.find((each) => each.name === this.#database);
    return database === undefined ? [] : itemsOf(database.constraints);
  }

  #columns([schema, name]: readonly [string, string]): readonly Column[] {
    const database = this.#inventory.databases.find((each) => each.name === this.#database);
    const all = database === undefined ? [] : itemsOf(database.columns);
    return all.filter((column) => column.schema === schema && column.relation === name);
  }

  #mayWrite(actor: string, candidate: Candidate, column: string): boolean {
    const privilege = candidate.command === 'insert' ? 'INSERT' : 'UPDATE';
    return accessIndex(this.#inventory).holds(
      actor,
      objectRef('column', [...(candidate.through ?? candidate.relation), column], this.#database),
      privilege,
    );
  }

  /** Foreign keys and triggers would ask for more rows and run more code than the question is about. */
  async #prepare(table: readonly [string, string]): Promise<void> {
    const name = qualified(...table);
    await this.#superuser.attempt(sql`GRANT USAGE ON SCHEMA ${Ident.of(table[0])} TO ${Ident.of(SEEDER)}`);
    await this.#superuser.attempt(sql`GRANT SELECT, INSERT, DELETE ON ${name} TO ${Ident.of(SEEDER)}`);
    await this.#superuser.attempt(sql`ALTER TABLE ${name} DISABLE TRIGGER ALL`);
  }

  /** During the attempt the relation's own triggers are in force again, foreign keys are not. */
  async #guard(table: readonly [string, string]): Promise<void> {
    await this.#superuser.attempt(sql`ALTER TABLE ${qualified(...table)} ENABLE TRIGGER USER`);
  }

  async #clean(table: readonly [string, string]): Promise<void> {
    const name = qualified(...table);
    await this.#superuser.attempt(sql`ALTER TABLE ${name} DISABLE TRIGGER ALL`);
    await this.#seeder.attempt(sql`DELETE FROM ${name}`);
    await this.#superuser.attempt(sql`ALTER TABLE ${name} ENABLE TRIGGER ALL`);
  }

  /** A role that may not log in stands for the login that becomes it. */
  async #open(role: string): Promise<Session> {
    const found = this.#roles.get(role);
    if (found !== undefined) return found;
    await this.#superuser.attempt(sql`ALTER ROLE ${Ident.of(role)} LOGIN CONNECTION LIMIT -1`);
    const session = await openAs(this.#cluster, this.#database, role);
    this.#roles.set(role, session);
    return session;
  }
}

type Name = readonly [string, string];

/** Tables besides those of the rows that the seeder or a trigger must be able to write. */
function readBy({ observe, copiesTo }: Candidate): readonly Name[] {
  if (observe?.kind === 'refer') return [observe.relation];
  return copiesTo === undefined ? [] : [copiesTo];
}

function unplanted(relation: Name, reason: string): Replay {
  return { ran: false, leaked: false, observed: `a row of ${relation.join('.')} could not be planted: ${reason}` };
}

function shown(answer: string): string {
  return answer.length > 120 ? `${answer.slice(0, 117)}…` : answer;
}

interface Parts {
  readonly cluster: ScratchCluster;
  readonly inventory: Inventory;
  readonly database: string;
  readonly superuser: Session;
  readonly seeder: Session;
  readonly types: TypeInfos;
}

function verbatimType(column: Column): Sql {
  return verbatim(column.type);
}

function same(left: readonly [string, string], right: readonly [string, string]): boolean {
  return left[0] === right[0] && left[1] === right[1];
}

function distinct(tables: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return tables.filter((table, index) => tables.findIndex((each) => same(each, table)) === index);
}
