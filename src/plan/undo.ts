// The way back as a plan of its own: inverses in reverse order. A step without an inverse is left out of it
// and named, so that nobody believes it undone.

import type { Plan, Step } from './model.js';

export interface Undo {
  readonly plan: Plan;
  /** Steps that stay as they are. */
  readonly withoutInverse: readonly Step[];
}

/** `applied`: the steps to take back, all when absent (a plan that was cut off took only some). */
export function undoOf(plan: Plan, applied?: ReadonlySet<string>): Undo {
  const done = plan.steps.filter((step) => applied === undefined || applied.has(step.id));
  const last = done.at(-1)?.segment ?? 0;
  const steps: Step[] = [];
  for (const step of done.toReversed()) {
    const inverse = inverseOf(step);
    if (inverse !== null) steps.push({ ...inverse, segment: last - step.segment + 1 });
  }
  return {
    // The state to undo is not the one that the plan was made from: there is no fingerprint to hold it to.
    plan: { ...plan, fingerprint: '', steps, blocked: [] },
    withoutInverse: done.filter((step) => step.inverse === null),
  };
}

function inverseOf(step: Step): Step | null {
  const base = { id: `undo-${step.id}`, title: `Undo: ${step.title}` };
  if (step.action === 'file') {
    return step.inverse === null ? null : { ...step, ...base, content: step.inverse, inverse: step.content };
  }
  return step.inverse === null ? null : { ...step, ...base, statements: step.inverse, inverse: step.statements };
}
