// Steps that are not ours to run without being asked: changes of schema-owned objects, and grants on
// objects that only such a change would create.

import { objectKey } from '../pg/object.js';
import { BEHIND_GATE } from '../plan/gate.js';
import type { Gate, Step } from '../plan/model.js';

/** `gates`: those that nobody has opened yet; what stands behind them waits whole, so that no half of it is done. */
export function heldBack(
  steps: readonly Step[],
  includeHandOff: boolean,
  gates: readonly Gate[] = [],
): ReadonlyMap<Step, string> {
  const held = new Map<Step, string>();
  if (gates.length > 0) {
    const views = changedViews(steps);
    const waits = (step: Step): boolean =>
      BEHIND_GATE.includes(step.phase) || (step.object !== null && views.has(objectKey(step.object)));
    for (const step of steps) if (waits(step)) held.set(step, gateReason(step, gates));
  }
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

/** Views whose owner or option changes: as whom they read decides what their callers get, so all of it waits. */
function changedViews(steps: readonly Step[]): ReadonlySet<string> {
  const changed = steps.flatMap(({ kind, object }) => {
    const isView = object?.kind === 'view' || object?.kind === 'materialized-view';
    return isView && (kind === 'owner' || kind === 'view-option') ? [objectKey(object)] : [];
  });
  return new Set(changed);
}

function gateReason(step: Step, gates: readonly Gate[]): string {
  const own = gates.filter((gate) => gate.steps.includes(step.id)).map((gate) => gate.needs);
  return `waits at the gate${own.length === 0 ? '' : `: ${own.join('; ')}`}`;
}
