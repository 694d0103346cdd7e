// What became of each step. Every step of the plan ends in it exactly once.

import type { Step } from '../plan/model.js';
import type { ApplyEvent, JournalEntry } from './options.js';

export class Journal {
  readonly #entries = new Map<string, JournalEntry>();
  readonly #events: ((event: ApplyEvent) => void) | undefined;

  constructor(events: ((event: ApplyEvent) => void) | undefined) {
    this.#events = events;
  }

  end(
    steps: readonly Step[],
    status: JournalEntry['status'],
    reason: string | null,
    leftover: Pick<JournalEntry, 'leftover'> = {},
  ): void {
    for (const step of steps) {
      const entry = { step: step.id, status, reason, ...leftover };
      this.#entries.set(step.id, entry);
      this.#events?.({ kind: 'step-ended', entry });
    }
  }

  has(step: Step): boolean {
    return this.#entries.has(step.id);
  }

  entries(steps: readonly Step[]): readonly JournalEntry[] {
    return steps.flatMap((step) => this.#entries.get(step.id) ?? []);
  }
}
