// Keeps the journal file up to date while steps run, so that a run cut off at any statement leaves what it
// did, and tells the terminal.

import type { ApplyEvent, JournalEntry } from '../apply/index.js';
import type { Plan } from '../plan/index.js';
import type { Progress } from './progress.js';
import { writeJournal } from './saved-plan.js';

export class JournalWriter {
  readonly path: string;
  readonly #plan: string;
  readonly #entries: JournalEntry[] = [];
  #running: readonly string[] = [];

  /** `plan`: SHA-256 of the plan's file. */
  constructor(path: string, plan: string) {
    this.path = path;
    this.#plan = plan;
  }

  note(event: ApplyEvent, plan: Plan, progress: Progress): void {
    if (event.kind === 'activated') {
      progress({ stage: 'apply', state: 'done', text: `${event.how} done` });
      return;
    }
    if (event.kind === 'segment-started') this.#running = event.steps;
    else {
      this.#entries.push(event.entry);
      this.#running = this.#running.filter((id) => id !== event.entry.step);
      tell(event.entry, plan, progress);
    }
    writeJournal(this.path, { plan: this.#plan, running: this.#running, entries: this.#entries });
  }
}

function tell(entry: JournalEntry, plan: Plan, progress: Progress): void {
  const title = plan.steps.find((step) => [step.id, `undo-${step.id}`].includes(entry.step))?.title ?? '';
  const reason = entry.reason === null ? '' : ` (${entry.reason})`;
  progress({
    stage: entry.status,
    state: entry.status === 'applied' ? 'done' : 'note',
    text: `${entry.step} ${title}${reason}`,
  });
}
