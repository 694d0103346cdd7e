// One connection to a server. All values arrive as text, exactly as the server prints them; decoding
// belongs to the caller. Names and values enter through `Sql` or parameters, never as strings.

import { TLSSocket } from 'node:tls';
import { Client, type QueryArrayResult } from 'pg';
import { err, ok, type Result } from '../core/result.js';
import { type Sql, sql } from '../sql/sql.js';
import { clientConfig } from './client-config.js';
import { copyOut, type Cell, type TakeRow } from './copy-out.js';
import { connectPreferring } from './prefer.js';
import { toOperationError, toProblem, type ServerProblem } from './problem.js';
import type { Target } from './target.js';

export type { Cell, TakeRow } from './copy-out.js';

export interface Rows {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows returned or changed by the last statement. */
  readonly count: number;
}

export interface Notice {
  readonly severity: string;
  readonly sqlstate: string | null;
  readonly message: string;
}

export interface Session {
  readonly target: Target;
  /** TLS protocol in use, e.g. `TLSv1.3`; null for plaintext and sockets. */
  readonly tlsVersion: string | null;
  /** @throws OperationError */
  query(statement: Sql, parameters?: readonly Cell[]): Promise<Rows>;
  /** The refusal as data; for attacks and for DDL that may fail. */
  attempt(statement: Sql, parameters?: readonly Cell[]): Promise<Result<Rows, ServerProblem>>;
  /** A SELECT whose rows are many: each is handed on as it comes. @throws what `take` throws */
  copy(query: Sql, take: TakeRow): Promise<Result<void, ServerProblem>>;
  /** Begins, runs, commits; rolls back and rethrows when `work` throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  onNotice(listener: (notice: Notice) => void): void;
  close(): Promise<void>;
}

/** The refusal as data (wrong password, no hba line, no TLS, …). */
export async function attemptConnect(target: Target): Promise<Result<Session, ServerProblem>> {
  return target.tls.mode === 'prefer' ? connectPreferring(target, connectOnce) : connectOnce(target);
}

async function connectOnce(target: Target): Promise<Result<Session, ServerProblem>> {
  const client = new Client(clientConfig(target));
  // A connection that dies between two queries emits 'error'; the next query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.end().catch(() => undefined);
    return err(toProblem(error));
  }
  return ok(new ClientSession(client, target));
}

/** @throws OperationError `connect` or `authenticate` */
export async function connect(target: Target): Promise<Session> {
  const connected = await attemptConnect(target);
  if (connected.ok) return connected.value;
  throw toOperationError(
    connected.error,
    'connect',
    'check host, port, role, password and pg_hba.conf, then try again',
  );
}

class ClientSession implements Session {
  readonly target: Target;
  readonly #client: Client;

  constructor(client: Client, target: Target) {
    this.#client = client;
    this.target = target;
  }

  get tlsVersion(): string | null {
    const { stream } = this.#client.connection;
    return stream instanceof TLSSocket ? stream.getProtocol() : null;
  }

  async query(statement: Sql, parameters?: readonly Cell[]): Promise<Rows> {
    const answered = await this.attempt(statement, parameters);
    if (answered.ok) return answered.value;
    throw toOperationError(answered.error, 'read', 'see the server’s message; nothing was changed by this statement');
  }

  async attempt(statement: Sql, parameters?: readonly Cell[]): Promise<Result<Rows, ServerProblem>> {
    const values = parameters === undefined ? {} : { values: [...parameters] };
    try {
      const answer = await this.#client.query<Cell[]>({ text: statement.text, rowMode: 'array', ...values });
      return ok(toRows(lastOf(answer)));
    } catch (error) {
      return err(toProblem(error));
    }
  }

  copy(query: Sql, take: TakeRow): Promise<Result<void, ServerProblem>> {
    const text = sql`COPY (${query}
) TO STDOUT`.text;
    return copyOut((submitted) => this.#client.query(submitted), text, take);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.query(sql`BEGIN`);
    try {
      const value = await work();
      await this.query(sql`COMMIT`);
      return value;
    } catch (error) {
      await this.attempt(sql`ROLLBACK`);
      throw error;
    }
  }

  onNotice(listener: (notice: Notice) => void): void {
    this.#client.on('notice', (notice) => {
      listener({ severity: notice.severity ?? 'NOTICE', sqlstate: notice.code ?? null, message: notice.message ?? '' });
    });
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

type Answer = QueryArrayResult<Cell[]>;

/** Several statements in one simple query give an array of results. */
function lastOf(answer: Answer | readonly Answer[]): Answer | undefined {
  return 'rows' in answer ? answer : answer.at(-1);
}

function toRows(answer: Answer | undefined): Rows {
  if (answer === undefined) return { fields: [], rows: [], count: 0 };
  return { fields: answer.fields.map((field) => field.name), rows: answer.rows, count: answer.rowCount ?? 0 };
}
