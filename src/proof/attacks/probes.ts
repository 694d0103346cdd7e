// A schema of the harness's own, for attacks that need a place where the role may create: the hardened
// database should have none. It stands for what a careless grant of later years would open. Dropped at the end.

import { Ident } from '../../sql/ident.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { Admin } from './admin.js';

const SCHEMA = 'pgrampart probe';

export class Probes {
  readonly #admin: Admin;
  readonly #databases = new Map<string, Promise<void>>();
  readonly #tables = new Map<string, Promise<Sql>>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /** The schema's name; the role may create in it, everybody may look into it. */
  async schemaFor(role: string, database: string): Promise<string> {
    await this.#schema(database);
    await this.#admin.query(database, sql`GRANT USAGE, CREATE ON SCHEMA ${Ident.of(SCHEMA)} TO ${Ident.of(role)}`);
    return SCHEMA;
  }

  /** An empty table of the role's with the types of these columns. */
  async tableLike(role: string, database: string, source: Sql, columns: Sql): Promise<Sql> {
    const key = JSON.stringify([role, database, source.text, columns.text]);
    const known = this.#tables.get(key);
    if (known !== undefined) return known;
    const made = this.#table(role, database, source, columns);
    this.#tables.set(key, made);
    return made;
  }

  async dismiss(): Promise<void> {
    for (const database of this.#databases.keys()) {
      await this.#admin.query(database, sql`DROP SCHEMA IF EXISTS ${Ident.of(SCHEMA)} CASCADE`);
    }
    this.#databases.clear();
    this.#tables.clear();
  }

  #schema(database: string): Promise<void> {
    const known = this.#databases.get(database);
    if (known !== undefined) return known;
    const name = Ident.of(SCHEMA);
    const made = this.#admin
      .query(database, sql`CREATE SCHEMA ${name}; GRANT USAGE ON SCHEMA ${name} TO PUBLIC`)
      .then(() => undefined);
    this.#databases.set(database, made);
    return made;
  }

  /** WITH NO DATA: nothing of the source is evaluated, and only a base table is named here. */
  async #table(role: string, database: string, source: Sql, columns: Sql): Promise<Sql> {
    const name = qualified(await this.schemaFor(role, database), `t${this.#tables.size}`);
    await this.#admin.query(database, sql`CREATE TABLE ${name} AS SELECT ${columns} FROM ${source} WITH NO DATA`);
    await this.#admin.query(database, sql`ALTER TABLE ${name} OWNER TO ${Ident.of(role)}`);
    return name;
  }
}
