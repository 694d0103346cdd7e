// The laws on one cluster and one wish: `order` (shuffled demands, same bytes), `fixpoint` (after apply a second
// plan is empty, with the same blocked list), `inverse` (undo gives the former inventory) and `kill` (cut anywhere,
// the journal tells the state, and a rerun converges).

import { expect } from 'vitest';
import {
  applyPlan,
  undoPlan,
  type ApplyOptions,
  type ApplyResult,
  type JournalEntry,
} from '../../../../src/apply/index.js';
import type { Demand } from '../../../../src/demand/model.js';
import type { Inventory } from '../../../../src/inventory/index.js';
import { planOf, type Plan, type PlanOptions } from '../../../../src/plan/index.js';
import type { Dice } from '../../access/dice.js';
import { add, type Counters } from '../../access/counters.js';
import type { Bench } from '../cluster.js';
import { expectSame } from '../laws.js';
import { mortal, type Count, type Death } from './mortal.js';

/** Who applies, and what he wants of the cluster as it stands. */
export interface Wish {
  readonly options: ApplyOptions;
  readonly planOptions: PlanOptions;
  /** As the applier reads it. */
  readonly inventory: () => Promise<Inventory>;
  /** Designed anew for each inventory. */
  readonly demands: (inventory: Inventory) => Promise<readonly Demand[]>;
}

async function planFor(wish: Wish): Promise<Plan> {
  const inventory = await wish.inventory();
  return planOf(await wish.demands(inventory), inventory, wish.planOptions);
}

/** Returns what the run sent. */
export async function judgeRun(bench: Bench, wish: Wish, dice: Dice, counters: Counters): Promise<Count> {
  const former = await bench.inventory();
  const before = await wish.inventory();
  const demands = await wish.demands(before);
  const plan = await planOf(demands, before, wish.planOptions);
  expect(JSON.stringify(await planOf(shuffled(demands, dice), before, wish.planOptions)), 'law order').toBe(
    JSON.stringify(plan),
  );
  const count: Count = { sent: 0, commits: [] };
  const counting = mortal(bench, wish.options, { at: 0, how: 'backend' }, count);
  const applied = await applyPlan(plan, { ...counting, collect: wish.inventory });
  expectDone(applied, plan, bench);
  const second = await planFor(wish);
  expectEmpty(second, plan, 'law fixpoint');
  expect(second.blocked, 'law fixpoint: blocked').toEqual(plan.blocked);
  expectDone(await undoPlan(plan, wish.options, applied.journal), plan, bench);
  const after = await bench.inventory();
  expectSame(after, former);
  countPlan(plan, counters);
  add(counters, 'law fixpoint, inverse and order', 1);
  return count;
}

/** Every step is before or after its segment, as the journal says, so its undo gives the former cluster. */
export async function judgeDeath(bench: Bench, wish: Wish, death: Death, counters: Counters): Promise<void> {
  const former = await bench.inventory();
  const plan = await planFor(wish);
  const count: Count = { sent: 0, commits: [] };
  const cut = await applyPlan(plan, mortal(bench, wish.options, death, count)).catch((): ApplyResult | null => null);
  const journal = known(cut?.journal ?? [], death);
  if (count.sent < death.at) add(counters, 'death after the end', 1);
  add(counters, `cut by ${typeof death.how === 'object' ? 'server' : death.how}`, 1);
  for (const entry of cut?.journal ?? []) add(counters, `cut, ${entry.status}`, 1);
  const rest = await planFor(wish);
  const rerun = await applyPlan(rest, wish.options);
  expectDone(rerun, rest, bench);
  expectEmpty(await planFor(wish), rest, 'law kill: the rerun converges');
  expectDone(await undoPlan(rest, wish.options, rerun.journal), rest, bench);
  expectDone(await undoPlan(plan, wish.options, journal), plan, bench);
  expectSame(await bench.inventory(), former);
  add(counters, 'law kill', 1);
}

/** What is in doubt only the cluster knows: here, whether the answer alone was lost. */
function known(journal: readonly JournalEntry[], death: Death): readonly JournalEntry[] {
  const status = death.how === 'answer' ? 'applied' : 'unapplied';
  return journal.map((entry) => (entry.status === 'in-doubt' ? { ...entry, status } : entry));
}

/** With the server's own last words: they name what depends on what. */
function expectDone(result: ApplyResult, plan: Plan, bench: Bench): void {
  if (result.failure === null) return;
  const status = new Map(result.journal.map((entry) => [entry.step, entry.status]));
  const lines = plan.steps.map(
    (step) => `${status.get(step.id) ?? ''} ${step.phase} ${step.segment} ${textOfStep(step)}`,
  );
  const words = bench.cluster.readLog().text.trimEnd().split('\n').slice(-8);
  expect.fail([`${result.failure.message} (${result.failure.sqlstate ?? ''})`, ...lines, ...words].join('\n'));
}

/** `applied` is told beside what is left of it. */
function expectEmpty(left: Plan, applied: Plan, law: string): void {
  if (left.steps.length === 0) return;
  const lines = [law, ...left.steps.map(textOfStep), 'after', ...applied.steps.map(textOfStep)];
  expect.fail(lines.join('\n'));
}

function textOfStep(step: Plan['steps'][number]): string {
  const body = step.action === 'sql' ? step.statements.map((each) => each.sql.text).join('; ') : step.content;
  return `${step.asRole === null ? '' : `[as ${step.asRole}] `}${body}`;
}

function shuffled<T>(items: readonly T[], dice: Dice): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(dice.below(left.length), 1));
}

function countPlan(plan: Plan, counters: Counters): void {
  add(counters, 'steps', plan.steps.length);
  add(counters, 'blocked', plan.blocked.length);
  for (const step of plan.steps) {
    add(counters, `step ${step.kind}`, 1);
    add(counters, `phase ${step.phase}`, 1);
    if (step.asRole !== null) add(counters, 'step as another role', 1);
    if (step.lock !== 'none') add(counters, 'step with a lock', 1);
    if (step.kind === 'privilege') add(counters, `list of a ${step.object?.kind ?? 'nothing'}`, 1);
  }
}
