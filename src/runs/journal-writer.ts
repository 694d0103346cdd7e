// Keeps the journal file up to date while steps run, so that a run cut off at any statement leaves what it
// did, and tells the terminal.

import type { ApplyEvent, JournalEntry } from '../apply/index.js';
import type { Plan } from '../plan/index.js';
import type { Progress } from './progress.js';
import { writeJournal, type JournalFile, type JournalItem } from './saved-plan.js';

type JournalHead = Pick<JournalFile, 'plan' | 'started' | 'undoes'>;

export class JournalWriter {
  readonly path: string;
  readonly #head: JournalHead;
  /** By step: what was taken back again ends twice, and the last word counts. */
  readonly #entries: Map<string, JournalItem>;
  #running: readonly string[] = [];
  #transaction: { readonly transaction?: string } = {};

  /** `head.plan`: SHA-256 of the plan's file. `earlier`: of the run that this one goes on with. */
  constructor(path: string, head: JournalHead, earlier: readonly JournalItem[] = []) {
    this.path = path;
    this.#head = head;
    this.#entries = new Map(earlier.map((entry) => [entry.step, entry]));
  }

  note(event: ApplyEvent, plan: Plan, progress: Progress): void {
    if (event.kind === 'activated') {
      progress({ stage: 'apply', state: 'done', text: `${event.how} done` });
      return;
    }
    if (event.kind === 'segment-started') {
      this.#running = event.steps;
      this.#transaction = {};
    } else if (event.kind === 'segment-committing') this.#transaction = { transaction: event.transaction };
    else {
      const { entry } = event;
      const doubt = entry.status === 'in-doubt' ? this.#transaction : {};
      this.#entries.delete(entry.step);
      this.#entries.set(entry.step, { ...entry, ...doubt });
      this.#running = this.#running.filter((id) => id !== entry.step);
      tell(entry, plan, progress);
    }
    this.#write();
  }

  ended(): void {
    this.#write({ ended: true });
  }

  #write(end: Pick<JournalFile, 'ended'> = {}): void {
    writeJournal(this.path, {
      ...end,
      ...this.#head,
      running: this.#running,
      ...(this.#running.length > 0 ? this.#transaction : {}),
      entries: [...this.#entries.values()],
    });
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
