// A view that hides rows by its own condition and is no security barrier: the planner may ask the reader's own cheap
// function about a row before the condition does. Policies and security barriers are asked first.
// https://www.postgresql.org/docs/current/rules-privileges.html

import type { Relation } from '../../inventory/index.js';
import { mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { Solver } from '../solver.js';
import type { Observe } from '../verdict.js';
import { settled, suspected, usersOf, verdictBase } from './channel.js';
import { planted } from './planted.js';
import { policiesSuffice } from './suffice.js';
import { actorBelow, judgeView, readersOf } from './views.js';

export async function judgeLeaks(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const view of readersOf(subject)) {
    if (view.kind === 'view') found.push(...(await judgeLeak(solver, subject, view)));
  }
  return found;
}

/** Only where the view shows nothing foreign: otherwise no function is needed. */
async function judgeLeak(solver: Solver, subject: Subject, view: Relation): Promise<readonly Judged[]> {
  const { world, relation } = subject;
  const [actor] = usersOf(subject, (name) => mayUse(world, name, view, 'select'));
  if (actor === undefined || (await judgeView(solver, subject, view)).verdict.verdict !== 'proved') return [];
  const base = verdictBase(subject, 'leaky-function');
  const name = `${view.schema}.${view.name}`;
  if (isBarrier(view))
    return [settled(base, 'proved', `${name} is a security barrier: its condition is asked before any function`)];
  const reader = actorBelow(world, view, actor, relation);
  if (reader !== null && (await policiesSuffice(solver, subject, reader, 'select')))
    return [settled(base, 'proved', `${name} reads under policies, which are asked before any function`)];
  const observe: Observe = { kind: 'leak', relation: [view.schema, view.name] };
  return [
    suspected(
      base,
      `${name} hides rows by its own condition, and a function of the reader's may be asked first`,
      [planted(subject, observe, actor)],
      `ALTER VIEW ${name} SET (security_barrier = true)`,
    ),
  ];
}

function isBarrier(view: Relation): boolean {
  return view.options.some((option) => /^security_barrier=(true|on|1|yes)$/iu.test(option));
}
