// Tokens of a signed setting, issued as an application's identity service would: with a key that is made here, for
// this scratch cluster alone. Key and token reach the server as parameters, never in the text of a statement, and
// the key is put in by a login without power, since the table is one of the database under attack.

import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../../core/result.js';
import { Secret } from '../../core/secret.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import { issueTenantToken, tokenKeyRow } from '../../pg/tenant-token.js';
import type { Session } from '../../session/index.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { SessionPool } from './session-pool.js';

const KEY_ID = 'pgrampart';
const HOUR = 3_600_000;

/** What the verifier's table of keys is known by, whatever it is named. */
const COLUMNS: readonly string[] = ['key_id', 'inner_pad', 'outer_pad', 'retired_at'];

interface KeyTable {
  readonly database: string;
  readonly name: Sql;
  readonly owner: string;
}

export interface SetToken {
  /** With `$1` for the token. */
  readonly statement: Sql;
  readonly token: string;
}

export class TenantTokens {
  readonly #sessions: SessionPool;
  readonly #inventory: Inventory;
  readonly #keys = new Map<string, Promise<Result<Secret, string>>>();

  constructor(sessions: SessionPool, inventory: Inventory) {
    this.#sessions = sessions;
    this.#inventory = inventory;
  }

  /** For whoever is logged in in this session. */
  async setFor(session: Session, setting: string, tenant: string): Promise<Result<SetToken, string>> {
    const { database, user } = session.target;
    const known = this.#keys.get(database);
    const installed = known ?? this.#install(database);
    this.#keys.set(database, installed);
    const key = await installed;
    if (!key.ok) return key;
    const claim = { keyId: KEY_ID, tenant, login: user, expires: new Date(Date.now() + HOUR) };
    const statement = sql`SELECT pg_catalog.set_config(${Literal.of(setting)}, $1, false)`;
    return ok({ statement, token: issueTenantToken(claim, key.value) });
  }

  /** The keys that were put in. */
  async dismiss(): Promise<void> {
    for (const [database, installed] of this.#keys) {
      const table = keyTable(this.#inventory, database);
      if ((await installed).ok && table !== null)
        await this.#asOwner(table, sql`DELETE FROM ${table.name} WHERE key_id = $1`, [KEY_ID]);
    }
    this.#keys.clear();
  }

  async #install(database: string): Promise<Result<Secret, string>> {
    const table = keyTable(this.#inventory, database);
    if (table === null) return err(`database ${database} has no table of keys for signed tenant tokens`);
    const key = new Secret(randomBytes(32).toString('hex'));
    const { inner, outer } = tokenKeyRow(key);
    const insert = sql`INSERT INTO ${table.name} (key_id, inner_pad, outer_pad)
      VALUES ($1, pg_catalog.decode($2, 'hex'), pg_catalog.decode($3, 'hex'))`;
    const problem = await this.#asOwner(table, insert, [KEY_ID, inner, outer]);
    return problem === null ? ok(key) : err(`the key of signed tenant tokens could not be put in: ${problem}`);
  }

  /** Null when it was done. */
  async #asOwner(table: KeyTable, statement: Sql, parameters: readonly string[]): Promise<string | null> {
    const opened = await this.#sessions.session(table.owner, table.database);
    if (!opened.ok) return opened.error.message;
    const { session, become } = opened.value;
    await session.attempt(sql`BEGIN`);
    for (const each of become) await session.attempt(each);
    const answered = await session.attempt(statement, parameters);
    const ended = await session.attempt(answered.ok ? sql`COMMIT` : sql`ROLLBACK`);
    if (!answered.ok) return answered.error.message;
    return ended.ok ? null : ended.error.message;
  }
}

function keyTable(inventory: Inventory, database: string): KeyTable | null {
  const sections = inventory.databases.find((each) => each.name === database);
  if (sections === undefined) return null;
  const columns = itemsOf(sections.columns);
  const found = itemsOf(sections.relations).find((relation) => {
    const own = columns.filter((each) => each.schema === relation.schema && each.relation === relation.name);
    return own.length === COLUMNS.length && own.every((each) => COLUMNS.includes(each.name));
  });
  return found === undefined ? null : { database, name: qualified(found.schema, found.name), owner: found.owner };
}
