// A client that works without a pause while a plan is applied: one connection that it keeps, one that it opens
// anew each time. Whatever it meets but the answer it waits for is kept.

import { setTimeout as sleep } from 'node:timers/promises';
import { attemptConnect, type Session, type Target } from '../../../src/session/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';

export interface Work {
  readonly name: string;
  readonly target: Target;
  /** Each statement with the fewest rows that it has to give or touch. */
  readonly statements: readonly (readonly [text: string, rows: number])[];
}

export class Client {
  readonly #work: Work;
  readonly #failures = new Set<string>();
  #kept: Session | null = null;
  #running: Promise<void> | null = null;
  #stopping = false;
  #rounds = 0;

  constructor(work: Work) {
    this.#work = work;
  }

  get rounds(): number {
    return this.#rounds;
  }

  get failures(): readonly string[] {
    return [...this.#failures];
  }

  start(): void {
    this.#stopping = false;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    await this.#kept?.close();
    this.#kept = null;
  }

  /** All its statements once on each connection. */
  async round(): Promise<void> {
    const opened = await attemptConnect(this.#work.target);
    if (!opened.ok) this.#failures.add(`${this.#work.name}: connect: ${opened.error.message}`);
    else {
      await this.#say(opened.value);
      await opened.value.close();
    }
    if (this.#kept === null) {
      const kept = await attemptConnect(this.#work.target);
      this.#kept = kept.ok ? kept.value : null;
    }
    if (this.#kept !== null) await this.#say(this.#kept);
    this.#rounds += 1;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      await this.round();
      await sleep(20);
    }
  }

  async #say(session: Session): Promise<void> {
    for (const [text, rows] of this.#work.statements) {
      const answered = await session.attempt(verbatim(text));
      if (!answered.ok) this.#failures.add(`${this.#work.name}: ${text}: ${answered.error.message}`);
      else if (answered.value.count < rows)
        this.#failures.add(`${this.#work.name}: ${text}: ${answered.value.count} rows`);
    }
  }
}
