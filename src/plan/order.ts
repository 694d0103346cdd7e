// The order of steps, what commits together, and names that do not depend on where a demand stood.

import { canonicalHash } from '../core/canonical-json.js';
import { sortBy } from '../core/order.js';
import { objectKey } from '../pg/object.js';
import type { Draft } from './changes/kind.js';
import { PHASES, type HandOff, type Phase, type Step } from './model.js';

/** `handOffOf` answers null for what is ours to run. */
export function placeSteps(drafts: readonly Draft[], handOffOf: (draft: Draft) => HandOff | null): readonly Step[] {
  const ordered = sortBy(drafts, orderKey);
  const taken = new Map<string, number>();
  const steps: Step[] = [];
  let segment = 0;
  for (const [index, draft] of ordered.entries()) {
    const before = ordered[index - 1];
    if (before === undefined || !commitTogether(before, draft)) segment += 1;
    const { rank: _rank, ...rest } = draft;
    steps.push({ ...rest, id: stepId(draft, taken), segment, handoff: handOffOf(draft) });
  }
  return steps;
}

/**
 * Cluster-wide steps come first in a phase, so that roles and memberships are there for every database; taking away, last.
 * What an application feels commits together (a new owner with the grants that stand in for ownership), so nothing that
 * is refused in a transaction stands in between.
 */
function orderKey(draft: Draft): readonly string[] {
  const taking = draft.phase === 'contract';
  const place = draft.database === null ? (taking ? '2' : '0') : '1';
  return [
    String(PHASES.indexOf(draft.phase)),
    place,
    draft.database ?? '',
    TOGETHER.includes(draft.phase) && !isTransactional(draft) ? '1' : '0',
    draft.rank.toFixed(3).padStart(12, '0'),
    draft.kind,
    draft.object === null ? '' : objectKey(draft.object),
    draft.title,
    contentHash(draft),
  ];
}

const TOGETHER: readonly Phase[] = ['prepare', 'expand', 'enforce', 'contract'];

/**
 * One database, one phase, and nothing that PostgreSQL refuses in a transaction. A file or ALTER SYSTEM stands
 * alone: its effect begins with the reload, not with a COMMIT.
 */
function commitTogether(left: Draft, right: Draft): boolean {
  return (
    left.phase === right.phase && left.database === right.database && isTransactional(left) && isTransactional(right)
  );
}

function isTransactional(draft: Draft): boolean {
  return draft.action === 'sql' && draft.statements.every((each) => each.transactional);
}

function contentHash(draft: Draft): string {
  const { because: _because, rank: _rank, ...what } = draft;
  return canonicalHash(what);
}

/** By what the step does: the same difference has the same id in every plan. */
function stepId(draft: Draft, taken: Map<string, number>): string {
  const id = `${draft.kind}-${contentHash(draft).slice(0, 10)}`;
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}
