// A stand-in: a temporary login, member of one role (or two) and of nothing else, for roles that cannot log
// in themselves. ALTER ROLE … LOGIN would change an attribute that is itself under test; a new member at the
// edge of the membership graph gives nothing to any role that was there. It inherits, so that CONNECT is
// decided as for the role; where the role lacks it, the stand-in alone gets it. All gone after `dismiss`.

import { randomBytes } from 'node:crypto';
import { featuresOf } from '../../pg/version.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import type { Admin } from './admin.js';

export class StandIns {
  readonly #admin: Admin;
  readonly #major: number;
  readonly #database: string;
  readonly #names = new Map<string, Promise<string>>();
  readonly #connects = new Map<string, { readonly name: string; readonly database: string }>();

  /** `database`: any that the harness may use for cluster-wide statements. */
  constructor(admin: Admin, major: number, database: string) {
    this.#admin = admin;
    this.#major = major;
    this.#database = database;
  }

  /** Login name of the one member of exactly these roles. */
  of(...roles: readonly string[]): Promise<string> {
    const key = JSON.stringify([roles]);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const made = this.#make(roles);
    this.#names.set(key, made);
    return made;
  }

  /** Another one, to which nothing but the role itself will ever be given. */
  without(role: string): Promise<string> {
    const key = JSON.stringify([role, 'alone']);
    const made = this.#names.get(key) ?? this.#make([role]);
    this.#names.set(key, made);
    return made;
  }

  /** PUBLIC no longer has CONNECT there, so the database's list is explicit already and goes back to itself. */
  async allowConnect(name: string, database: string): Promise<void> {
    await this.#admin.query(this.#database, sql`GRANT CONNECT ON DATABASE ${Ident.of(database)} TO ${Ident.of(name)}`);
    this.#connects.set(JSON.stringify([name, database]), { name, database });
  }

  async dismiss(): Promise<void> {
    for (const { name, database } of this.#connects.values()) {
      const revoke = sql`REVOKE CONNECT ON DATABASE ${Ident.of(database)} FROM ${Ident.of(name)}`;
      await this.#admin.query(this.#database, revoke);
    }
    this.#connects.clear();
    for (const made of this.#names.values()) {
      await this.#admin.query(this.#database, sql`DROP ROLE IF EXISTS ${Ident.of(await made)}`);
    }
    this.#names.clear();
  }

  async #make(roles: readonly string[]): Promise<string> {
    const name = `pgrampart_standin_${randomBytes(6).toString('hex')}`;
    const options = featuresOf(this.#major).membershipOptions ? sql` WITH INHERIT TRUE, SET TRUE` : sql``;
    await this.#admin.query(this.#database, sql`CREATE ROLE ${Ident.of(name)} LOGIN INHERIT NOSUPERUSER NOBYPASSRLS`);
    for (const role of roles) {
      await this.#admin.query(this.#database, sql`GRANT ${Ident.of(role)} TO ${Ident.of(name)}${options}`);
    }
    return name;
  }
}
