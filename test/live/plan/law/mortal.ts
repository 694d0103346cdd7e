// Sessions that meet a death of the server's side at one statement of a run: the backend is terminated before it is
// sent, the server itself is killed, or the statement is done and the answer to it is lost.

import type { ApplyOptions } from '../../../../src/apply/index.js';
import { err } from '../../../../src/core/result.js';
import type { Session } from '../../../../src/session/index.js';
import { sql, type Sql } from '../../../../src/sql/sql.js';
import type { Bench } from '../cluster.js';

export interface Death {
  /** The number of the statement, from 1, over all sessions of the run. */
  readonly at: number;
  /** `answer`: only a COMMIT can be done without anybody knowing; any other statement loses its backend. */
  readonly how: 'backend' | 'answer' | { readonly server: () => Promise<void> };
}

export interface Count {
  sent: number;
  /** Which of them were COMMITs. */
  readonly commits: number[];
}

/** `options`: whose sessions they are; `bench` ends them, as superuser. */
export function mortal(bench: Bench, options: ApplyOptions, death: Death, count: Count): ApplyOptions {
  const connect = async (database: string): Promise<Session> => {
    const session = await options.connect(database);
    const pid = (await session.query(sql`SELECT pg_catalog.pg_backend_pid()`)).rows[0]?.[0] ?? '0';
    const end = async (): Promise<void> => {
      if (typeof death.how === 'object') return death.how.server();
      const killer = await bench.session('postgres');
      await killer.query(sql`SELECT pg_catalog.pg_terminate_backend($1, 5000)`, [pid]);
      await killer.close();
    };
    const due = (text: Sql): boolean => {
      count.sent += 1;
      if (text.text === 'COMMIT') count.commits.push(count.sent);
      return count.sent === death.at;
    };
    return {
      target: session.target,
      tlsVersion: session.tlsVersion,
      query: async (text, parameters) => {
        if (due(text)) await end();
        return session.query(text, parameters);
      },
      attempt: async (text, parameters) => {
        if (!due(text)) return session.attempt(text, parameters);
        if (death.how !== 'answer' || text.text !== 'COMMIT') await end();
        const done = await session.attempt(text, parameters);
        return death.how === 'answer' && done.ok
          ? err({ sqlstate: null, message: 'the answer was lost', detail: null, network: null })
          : done;
      },
      copy: (query, take) => session.copy(query, take),
      transaction: (work) => session.transaction(work),
      onNotice: (listener) => session.onNotice(listener),
      close: () => session.close(),
    };
  };
  return { ...options, connect };
}
