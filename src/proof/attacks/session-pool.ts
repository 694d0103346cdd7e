// One connection per (role, database), kept for all in-session attacks, and a second one on which no carrier
// is ever set: after SET LOCAL a custom setting comes back as '' and not as NULL, so that a session that has
// carried a tenant once can no longer show what an unset carrier does.

import { err, ok, type Result } from '../../core/result.js';
import { attemptConnect, type ServerProblem, type Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { ScratchCluster } from '../scratch/index.js';
import { socketTarget } from './door.js';
import type { StandIns } from './stand-in.js';

export interface AttackSession {
  readonly session: Session;
  /** First in every transaction: SET LOCAL ROLE, when a stand-in logged in for the role; else nothing. */
  readonly become: readonly Sql[];
}

export type SessionUse = 'carrying' | 'never-set';

/** The role may not log in, or has no connection left: a stand-in does it. */
const STAND_IN_FOR: readonly string[] = ['28000', '53300'];

export class SessionPool {
  readonly #cluster: ScratchCluster;
  readonly #standIns: StandIns;
  readonly #sessions = new Map<
    string,
    { readonly role: string; readonly opened: Promise<Result<AttackSession, ServerProblem>> }
  >();

  constructor(cluster: ScratchCluster, standIns: StandIns) {
    this.#cluster = cluster;
    this.#standIns = standIns;
  }

  session(role: string, database: string, use: SessionUse = 'carrying'): Promise<Result<AttackSession, ServerProblem>> {
    const key = JSON.stringify([role, database, use]);
    const known = this.#sessions.get(key);
    if (known !== undefined) return known.opened;
    const opened = this.#open(role, database);
    this.#sessions.set(key, { role, opened });
    return opened;
  }

  /** For what concerns no object of the database: where the role may not connect, a stand-in does. */
  async anywhere(role: string, database: string): Promise<Result<AttackSession, ServerProblem>> {
    const own = await this.session(role, database);
    if (own.ok || own.error.sqlstate !== '42501') return own;
    const key = JSON.stringify([role, database, 'anywhere']);
    const known = this.#sessions.get(key);
    const opened = known?.opened ?? this.#openStandIn([role], database);
    this.#sessions.set(key, { role, opened });
    return opened;
  }

  /** A session that can become either role, for attacks in which one makes what the other uses. */
  async pair(first: string, second: string, database: string): Promise<Result<Session, ServerProblem>> {
    const key = JSON.stringify([first, second, database, 'pair']);
    const known = this.#sessions.get(key);
    const opened = known?.opened ?? this.#openStandIn([first, second], database);
    this.#sessions.set(key, { role: second, opened });
    const result = await opened;
    return result.ok ? ok(result.value.session) : result;
  }

  /** A new connection of the role itself, to be closed by the caller. */
  fresh(role: string, database: string): Promise<Result<Session, ServerProblem>> {
    return attemptConnect(socketTarget(this.#cluster, database, role));
  }

  /** Frees the role's connections, which its connection limit counts. */
  async release(role: string): Promise<void> {
    for (const [key, held] of this.#sessions) {
      if (held.role !== role) continue;
      this.#sessions.delete(key);
      await closeOpened(held.opened);
    }
  }

  async close(): Promise<void> {
    const held = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const { opened } of held) await closeOpened(opened);
  }

  async #open(role: string, database: string): Promise<Result<AttackSession, ServerProblem>> {
    const own = await this.fresh(role, database);
    if (own.ok) return ok({ session: own.value, become: [] });
    if (own.error.sqlstate === null || !STAND_IN_FOR.includes(own.error.sqlstate)) return err(own.error);
    return this.#openStandIn([role], database);
  }

  async #openStandIn(roles: readonly string[], database: string): Promise<Result<AttackSession, ServerProblem>> {
    const name = await this.#standIns.of(...roles);
    let opened = await this.fresh(name, database);
    if (!opened.ok && opened.error.sqlstate === '42501') {
      await this.#standIns.allowConnect(name, database);
      opened = await this.fresh(name, database);
    }
    if (!opened.ok) return opened;
    const [role] = roles;
    const become = role === undefined ? [] : [sql`SET LOCAL ROLE ${Ident.of(role)}`];
    return ok({ session: opened.value, become });
  }
}

async function closeOpened(opened: Promise<Result<AttackSession, ServerProblem>>): Promise<void> {
  const result = await opened.catch(() => null);
  if (result?.ok === true) await result.value.session.close();
}
