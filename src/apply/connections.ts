// One session per database, opened when first needed and closed together. A warning that nothing was
// granted or revoked is an error here: PostgreSQL reports such statements as done.

import { OperationError } from '../core/operation-error.js';
import { integer, sql } from '../sql/sql.js';
import type { Notice, Session } from '../session/index.js';
import type { ApplyOptions } from './options.js';

/** privilege_not_granted, privilege_not_revoked: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const VOID = new Set(['01006', '01007']);

/** How long CREATE INDEX CONCURRENTLY waits for transactions that began before it. */
const OLDER_TRANSACTIONS_MS = 600_000;

export class Connections {
  readonly #options: ApplyOptions;
  readonly #sessions = new Map<string, Session>();
  #void: Notice | null = null;

  constructor(options: ApplyOptions) {
    this.#options = options;
  }

  /** How long somebody else's lock is waited for. */
  get patienceMs(): number {
    return this.#options.lockTimeoutMs ?? 5000;
  }

  async to(database: string): Promise<Session> {
    const known = this.#sessions.get(database);
    if (known !== undefined) return known;
    const session = await this.#options.connect(database);
    session.onNotice((notice) => {
      if (notice.sqlstate !== null && VOID.has(notice.sqlstate)) this.#void = notice;
    });
    this.#sessions.set(database, session);
    await session.query(sql`SET search_path = ''`);
    await this.limit(session);
    return session;
  }

  async limit(session: Session): Promise<void> {
    await session.query(sql`SET lock_timeout = ${integer(this.patienceMs)}`);
    await session.query(sql`SET statement_timeout = ${integer(this.#options.statementTimeoutMs ?? 60_000)}`);
  }

  /** For what holds nobody up: an index that is built beside the writers takes as long as it takes. */
  async unlimit(session: Session): Promise<void> {
    await session.query(sql`SET lock_timeout = ${integer(OLDER_TRANSACTIONS_MS)}`);
    await session.query(sql`SET statement_timeout = 0`);
  }

  /** @throws OperationError when a statement since the last call was void. */
  refuseVoid(): void {
    const notice = this.#void;
    this.#void = null;
    if (notice === null) return;
    throw new OperationError({
      code: 'permission',
      what: `the server took the statement and did nothing: ${notice.message}`,
      fix: 'apply as a role that may act for the grantor, then plan again',
      ...(notice.sqlstate === null ? {} : { sqlstate: notice.sqlstate }),
    });
  }

  async closeAll(): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    this.#void = null;
    await Promise.all(sessions.map((session) => session.close()));
  }
}
