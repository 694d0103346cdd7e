// Opens a connection that only reads. Login event triggers (17+) of a hostile database would run with the
// reading role's rights the moment it connects: a superuser switches them off at start-up. Who may not, or
// whose pooler refuses start-up settings, connects without, and the transaction itself is read-only.
// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-EVENT-TRIGGERS

import { err, type Result } from '../core/result.js';
import { attemptConnect, type ServerProblem, type Session, type Target } from '../session/index.js';

type StartUp = { readonly [name: string]: string };

const READ_ONLY: StartUp = { default_transaction_read_only: 'on' };
const START_UPS: readonly StartUp[] = [{ ...READ_ONLY, event_triggers: 'off' }, READ_ONLY, {}];

/** insufficient_privilege, undefined_object (before 17), protocol_violation (a pooler). */
const REFUSED_START_UP: ReadonlySet<string | null> = new Set(['42501', '42704', '08P01']);

export class ReadingConnections {
  readonly #target: Target;
  /** Index of the start-up settings that the server took. */
  #accepted = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  async open(database: string): Promise<Result<Session, ServerProblem>> {
    for (; ; this.#accepted += 1) {
      const settings = { ...this.#target.settings, ...START_UPS[this.#accepted] };
      const connected = await attemptConnect({ ...this.#target, database, settings });
      if (connected.ok) return connected;
      const last = this.#accepted >= START_UPS.length - 1;
      if (last || !REFUSED_START_UP.has(connected.error.sqlstate)) return err(connected.error);
    }
  }
}
