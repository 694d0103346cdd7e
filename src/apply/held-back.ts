// Steps that are not ours to run without being asked: changes of schema-owned objects, and grants on
// objects that only such a change would create.

import { objectKey } from '../pg/object.js';
import type { Step } from '../plan/model.js';

export function heldBack(steps: readonly Step[], includeHandOff: boolean): ReadonlyMap<Step, string> {
  const held = new Map<Step, string>();
  if (includeHandOff) return held;
  const awaited = new Set<string>();
  for (const step of steps) {
    if (step.handoff !== null) {
      held.set(step, `hand-off to ${step.handoff.component ?? 'the owners of the schema'}: ${step.handoff.reason}`);
      if (step.object !== null && (step.kind === 'view' || step.kind === 'routine' || step.kind === 'created-table'))
        awaited.add(objectKey(step.object));
    } else if (step.object !== null && awaited.has(objectKey(step.object))) {
      held.set(step, 'waits for the hand-off that creates the object');
    }
  }
  return held;
}
