// The scratch database on which counterexamples are replayed: its sessions, and the tables that are made ready for a
// replay and emptied after it.

import { accessIndex } from '../../access/index.js';
import { OperationError } from '../../core/operation-error.js';
import { itemsOf, type Column, type Constraint, type Inventory } from '../../inventory/index.js';
import type { Candidate, PlantedRow, Replay } from '../../isolation/verdict.js';
import { objectRef } from '../../pg/object.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql } from '../../sql/sql.js';
import { openAs, openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';
import { readTypes, type TypeInfos } from '../tenants/type-facts.js';
import { Filler } from './filler.js';
import { plantRow, type Place, type Values } from './plant.js';

export const SEEDER = 'pgrampart_seeder';

export type Name = readonly [string, string];

/** The server lets the role not in. */
export class NoSession extends Error {}

export class Stage {
  readonly superuser: Session;
  /** Plants past policies, without superuser rights. */
  readonly seeder: Session;
  readonly #cluster: ScratchCluster;
  readonly #inventory: Inventory;
  readonly #database: string;
  readonly #types: TypeInfos;
  readonly #roles = new Map<string, Session>();

  private constructor(parts: Parts) {
    this.#cluster = parts.cluster;
    this.#inventory = parts.inventory;
    this.#database = parts.database;
    this.superuser = parts.superuser;
    this.seeder = parts.seeder;
    this.#types = parts.types;
  }

  /** `inventory` describes the scratch database. @throws OperationError */
  static async open(cluster: ScratchCluster, inventory: Inventory, database: string): Promise<Stage> {
    const superuser = await openAsSuperuser(cluster, database);
    const { rows } = await superuser.query(
      sql`SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ${Literal.of(SEEDER)}`,
    );
    if (rows.length === 0) await superuser.query(sql`CREATE ROLE ${Ident.of(SEEDER)} LOGIN BYPASSRLS NOSUPERUSER`);
    // Where PUBLIC may not connect, it would not get in either.
    await superuser.query(sql`GRANT CONNECT ON DATABASE ${Ident.of(database)} TO ${Ident.of(SEEDER)}`);
    const seeder = await openAs(cluster, database, SEEDER);
    const types = await readTypes(superuser);
    return new Stage({ cluster, inventory, database, superuser, seeder, types });
  }

  async close(): Promise<void> {
    for (const session of [...this.#roles.values(), this.seeder, this.superuser]) await session.close();
  }

  filler(): Filler {
    return new Filler(this.#types, this.#checks());
  }

  /** A reason instead of a place when the server refuses the row. */
  plant(row: PlantedRow, filler: Filler, values: Values = row.values): Promise<Place | string> {
    return plantRow(this.seeder, row.relation, this.columns(row.relation), values, filler);
  }

  columns([schema, name]: Name): readonly Column[] {
    const database = this.#inventory.databases.find((each) => each.name === this.#database);
    const all = database === undefined ? [] : itemsOf(database.columns);
    return all.filter((column) => column.schema === schema && column.relation === name);
  }

  mayWrite(actor: string, candidate: Candidate, column: string): boolean {
    const privilege = candidate.command === 'insert' ? 'INSERT' : 'UPDATE';
    return accessIndex(this.#inventory).holds(
      actor,
      objectRef('column', [...(candidate.through ?? candidate.relation), column], this.#database),
      privilege,
    );
  }

  /** The role's session, kept for the next replay. */
  async session(role: string): Promise<Session> {
    const found = this.#roles.get(role);
    if (found !== undefined) return found;
    const session = await this.ownSession(role);
    this.#roles.set(role, session);
    return session;
  }

  /**
   * To be closed by who asked for it. A role that may not log in stands for the login that becomes it.
   * @throws NoSession
   */
  async ownSession(role: string): Promise<Session> {
    await this.superuser.attempt(sql`ALTER ROLE ${Ident.of(role)} LOGIN CONNECTION LIMIT -1`);
    try {
      return await openAs(this.#cluster, this.#database, role);
    } catch (error) {
      throw error instanceof OperationError ? new NoSession(error.message) : error;
    }
  }

  /** Foreign keys and triggers would ask for more rows and run more code than the question is about. */
  async prepare(table: Name): Promise<void> {
    const name = qualified(...table);
    await this.superuser.attempt(sql`GRANT USAGE ON SCHEMA ${Ident.of(table[0])} TO ${Ident.of(SEEDER)}`);
    await this.superuser.attempt(sql`GRANT SELECT, INSERT, DELETE ON ${name} TO ${Ident.of(SEEDER)}`);
    await this.superuser.attempt(sql`ALTER TABLE ${name} DISABLE TRIGGER ALL`);
  }

  /** During the attempt the relation's own triggers are in force again, foreign keys are not. */
  async guard(table: Name): Promise<void> {
    await this.superuser.attempt(sql`ALTER TABLE ${qualified(...table)} ENABLE TRIGGER USER`);
  }

  async clean(table: Name): Promise<void> {
    const name = qualified(...table);
    await this.superuser.attempt(sql`ALTER TABLE ${name} DISABLE TRIGGER ALL`);
    const removed = await this.seeder.attempt(sql`DELETE FROM ${name}`);
    // A published table without a key refuses it (55000) until whole rows identify themselves.
    if (!removed.ok && removed.error.sqlstate === '55000') {
      await this.superuser.attempt(sql`ALTER TABLE ${name} REPLICA IDENTITY FULL`);
      await this.seeder.attempt(sql`DELETE FROM ${name}`);
      await this.superuser.attempt(sql`ALTER TABLE ${name} REPLICA IDENTITY DEFAULT`);
    }
    await this.superuser.attempt(sql`ALTER TABLE ${name} ENABLE TRIGGER ALL`);
  }

  #checks(): readonly Constraint[] {
    const database = this.#inventory.databases.find((each) => each.name === this.#database);
    return database === undefined ? [] : itemsOf(database.constraints);
  }
}

export function unplanted(relation: Name, reason: string): Replay {
  return { ran: false, leaked: false, observed: `a row of ${relation.join('.')} could not be planted: ${reason}` };
}

export function same(left: Name, right: Name): boolean {
  return left[0] === right[0] && left[1] === right[1];
}

interface Parts {
  readonly cluster: ScratchCluster;
  readonly inventory: Inventory;
  readonly database: string;
  readonly superuser: Session;
  readonly seeder: Session;
  readonly types: TypeInfos;
}
