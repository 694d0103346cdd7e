// Where the role is the tenant: a login of that tenant's name, as the architecture has one per tenant. It is
// made for the attacks only, as a member of the role that the attack is about, so that it may do the same.

import { err, ok, type Result } from '../../core/result.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import type { Admin } from './admin.js';

export class TenantRoles {
  readonly #admin: Admin;
  readonly #database: string;
  readonly #taken: ReadonlySet<string>;
  readonly #made = new Map<string, Set<string>>();

  constructor(admin: Admin, database: string, taken: ReadonlySet<string>) {
    this.#admin = admin;
    this.#database = database;
    this.#taken = taken;
  }

  /** `name` may act as `role`. Not ok: a role of that name is the source's own, and is not touched. */
  async of(name: string, role: string): Promise<Result<string, string>> {
    if (name === role) return ok(name);
    if (this.#taken.has(name)) return err(`the tenant's role ${name} is one of the source`);
    const known = this.#made.get(name);
    if (known === undefined)
      await this.#admin.query(this.#database, sql`CREATE ROLE ${Ident.of(name)} LOGIN INHERIT NOSUPERUSER NOBYPASSRLS`);
    const of = known ?? new Set<string>();
    this.#made.set(name, of);
    if (!of.has(role)) await this.#admin.query(this.#database, sql`GRANT ${Ident.of(role)} TO ${Ident.of(name)}`);
    of.add(role);
    return ok(name);
  }

  async dismiss(): Promise<void> {
    for (const name of this.#made.keys())
      await this.#admin.query(this.#database, sql`DROP ROLE IF EXISTS ${Ident.of(name)}`);
    this.#made.clear();
  }
}
