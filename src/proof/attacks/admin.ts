// The harness's own superuser sessions, one per database: mutations, stand-in logins, and questions to the
// catalog. Only DDL that runs no code of the database, and reads of pg_catalog, ever pass through here.

import { connect, type Cell, type Rows, type Session } from '../../session/index.js';
import type { Sql } from '../../sql/sql.js';
import type { ScratchCluster } from '../scratch/index.js';
import { socketTarget } from './door.js';

export class Admin {
  readonly #cluster: ScratchCluster;
  readonly #sessions = new Map<string, Promise<Session>>();

  constructor(cluster: ScratchCluster) {
    this.#cluster = cluster;
  }

  /** @throws OperationError */
  in(database: string): Promise<Session> {
    const known = this.#sessions.get(database);
    if (known !== undefined) return known;
    const opened = connect(socketTarget(this.#cluster, database, this.#cluster.superuser));
    this.#sessions.set(database, opened);
    return opened;
  }

  async query(database: string, statement: Sql, parameters?: readonly Cell[]): Promise<Rows> {
    return (await this.in(database)).query(statement, parameters);
  }

  async close(): Promise<void> {
    const open = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const opened of open) await opened.then((session) => session.close()).catch(() => undefined);
  }
}
