// Makes settings and files effective. Reloads are gathered; a restart waits no longer than until a step that
// needs what it loads (a library's own settings, its extension).

import { OperationError } from '../core/operation-error.js';
import type { Step } from '../plan/model.js';
import { sql } from '../sql/sql.js';
import type { Connections } from './connections.js';
import { refusalAfterReload, type Refusal } from './loaded.js';
import type { ApplyOptions } from './options.js';

export class Activation {
  readonly #options: ApplyOptions;
  readonly #connections: Connections;
  readonly #relock: () => Promise<void>;
  #pending: 'none' | 'reload' | 'restart' = 'none';
  waitsForRestart = false;
  /** Whose effect begins with a reload that has not been judged yet. */
  #unjudged: Step[] = [];

  constructor(options: ApplyOptions, connections: Connections, relock: () => Promise<void>) {
    this.#options = options;
    this.#connections = connections;
    this.#relock = relock;
  }

  /** Before steps that need what is pending. */
  async before(steps: readonly Step[]): Promise<OperationError | null> {
    if (this.#pending !== 'restart' || !steps.some((step) => needsLibrary(step))) return null;
    await this.#activate();
    if (!this.waitsForRestart) return null;
    return new OperationError({
      code: 'unsupported',
      what: 'the next step needs a library that only a restart loads',
      fix: 'restart the server, then plan and apply again: what is done is not done twice',
    });
  }

  after(steps: readonly Step[]): void {
    this.#unjudged.push(...steps.filter((step) => step.activation === 'reload'));
    for (const { activation } of steps) {
      if (activation === 'restart' || (activation === 'reload' && this.#pending === 'none')) this.#pending = activation;
    }
  }

  /** `refused`: told which steps the server did not take, and why. */
  async finish(refused: (refusal: Refusal) => void): Promise<OperationError | null> {
    await this.#activate();
    const judged = this.#unjudged;
    this.#unjudged = [];
    const refusal = await refusalAfterReload(judged, this.#options, this.#connections);
    if (refusal === null) return null;
    refused(refusal);
    return refusal.error;
  }

  async #activate(): Promise<void> {
    const { files, events, maintenanceDatabase } = this.#options;
    const pending = this.#pending;
    this.#pending = 'none';
    if (pending === 'none') return;
    if (pending === 'restart' && files?.restart !== undefined) {
      await this.#connections.closeAll();
      await files.restart();
      await this.#relock();
      events?.({ kind: 'activated', how: 'restart' });
      return;
    }
    if (pending === 'restart') this.waitsForRestart = true;
    if (files === undefined) {
      const session = await this.#connections.to(maintenanceDatabase);
      await session.query(sql`SELECT pg_catalog.pg_reload_conf()`);
    } else await files.reload();
    events?.({ kind: 'activated', how: 'reload' });
  }
}

function needsLibrary(step: Step): boolean {
  if (step.kind === 'extension') return step.phase === 'audit';
  return step.kind === 'setting' && step.object?.path[0]?.includes('.') === true;
}
