// What became of the clone of one database: how many relations, what could not be cloned, what was held
// back on purpose. One entry per object and reason.

import { sortBy } from '../../core/order.js';
import type { CloneReport } from '../model.js';
import { describeProblem, type FailedTask } from './task.js';

export interface Remark {
  readonly object: string;
  readonly reason: string;
}

export class CloneLog {
  readonly #notCloned = new Map<string, Remark>();
  readonly #heldBack = new Map<string, Remark>();
  relations = 0;
  cloned = 0;

  notCloned(object: string, reason: string): void {
    this.#notCloned.set(JSON.stringify([object, reason]), { object, reason });
  }

  heldBack(object: string, reason: string): void {
    this.#heldBack.set(JSON.stringify([object, reason]), { object, reason });
  }

  failures(failed: readonly FailedTask[]): void {
    for (const { task, problem } of failed) this.notCloned(task.object, describeProblem(problem));
  }

  report(database: string): CloneReport {
    return {
      database,
      relations: this.relations,
      cloned: this.cloned,
      notCloned: sorted(this.#notCloned.values()),
      heldBack: sorted(this.#heldBack.values()),
    };
  }
}

function sorted(remarks: Iterable<Remark>): readonly Remark[] {
  return sortBy(remarks, (item) => [item.object, item.reason]);
}
