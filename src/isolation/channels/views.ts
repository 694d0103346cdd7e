// Views and materialized views that read the relation, directly or through others. A view reads as its owner
// unless security_invoker; a materialized view holds what its owner saw when it was refreshed.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { itemsOf, type Relation } from '../../inventory/index.js';
import { child } from '../../sql/parse-tree.js';
import { reachOfView } from '../body/reach.js';
import { parsing } from '../question.js';
import { mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { OpenReading } from '../reading.js';
import type { Solver } from '../solver.js';
import { relationKey, type World } from '../world.js';
import type { Observe } from '../verdict.js';
import { EMPTY_SCOPE, familyOf, judgeShown, settled, usersOf, verdictBase } from './channel.js';
import { touched } from './functions.js';
import { planted } from './planted.js';
import type { Witness } from '../value.js';

export async function judgeViews(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const view of readersOf(subject)) found.push(await judgeView(solver, subject, view));
  for (const view of await storedByCalls(subject)) found.push(await judgeView(solver, subject, view, true));
  return found;
}

/** @param byCalls the rows come from a routine that the query calls */
export async function judgeView(
  solver: Solver,
  subject: Subject,
  view: Relation,
  byCalls: boolean = false,
): Promise<Judged> {
  const stored = view.kind === 'materialized-view';
  const base = verdictBase(subject, stored ? 'materialized-view' : 'view');
  const name = `${view.schema}.${view.name}`;
  const [actor] = usersOf(subject, (each) => mayUse(subject.world, each, view, 'select'));
  if (actor === undefined) return settled(base, 'no-access', `${subject.role} may not read ${name}`);
  if (isCyclic(subject, view)) return settled(base, 'unknown', `the view ${name} reads itself`);
  const observe: Observe = {
    kind: 'read',
    relation: [view.schema, view.name],
    refreshAs: stored ? view.owner : null,
  };
  return judgeShown(solver, subject, {
    base,
    name,
    actor,
    attempt: planted(subject, observe, actor),
    hidden: byCalls ? `${name} is filled by routines that read the relation and are not wholly understood` : null,
    witness: (reading) => viewWitness(reading, view, actor),
    observe,
    safe: `through ${name} no row of another tenant is shown`,
    leak: stored
      ? `${name} holds the rows of all tenants and no policy binds it`
      : `${name} reads ${isInvoker(view) ? 'with the caller’s rights' : `with the rights of ${view.owner}`} and shows rows of other tenants`,
    edit: stored
      ? `REVOKE SELECT ON ${name} FROM ${subject.role}, or show it through a view with the tenant's condition`
      : `ALTER VIEW ${name} SET (security_invoker = true)`,
  });
}

/** A view's routines run as whoever reads it, a materialized view's as who refreshes it: its owner. */
async function storedByCalls({ world, relation }: Subject): Promise<readonly Relation[]> {
  const family = familyOf(world, relation);
  const direct = new Set(readersOf({ world, relation }));
  const found: Relation[] = [];
  for (const view of itemsOf(world.database.relations)) {
    if (view.kind !== 'materialized-view' || view.calls.length === 0 || direct.has(view)) continue;
    const reach = await parsing(world, () => reachOfView(world, view));
    if (touched(reach, family) || reach.opaque.length > 0) found.push(view);
  }
  return found;
}

export function viewWitness(reading: OpenReading, view: Relation, role: string): Witness | null {
  if (view.definition === null) return null;
  const parsed = reading.world.parsed(view.definition);
  const select = parsed.ok ? child(parsed.statements[0]?.node) : undefined;
  // A materialized view is filled by its owner; a view's `current_user` is whoever reads it.
  const actor = isInvoker(view) ? role : view.owner;
  const user = view.kind === 'view' ? role : view.owner;
  return select === undefined
    ? null
    : reading.witness(select, { ...EMPTY_SCOPE, actor, user, trail: [`view ${view.schema}.${view.name}`] });
}

export function isInvoker(view: Relation): boolean {
  return view.options.some((option) => /^security_invoker=(true|on|1|yes)$/iu.test(option));
}

/** As whom the relation is read through the view; null when it depends on the way down. */
export function actorBelow(world: World, view: Relation, reader: string, relation: Relation): string | null {
  const family = familyOf(world, relation);
  const found = new Set<string>();
  const visit = (at: Relation, user: string, trail: readonly Relation[]): void => {
    const actor = isInvoker(at) ? user : at.owner;
    for (const { schema, name } of at.reads) {
      const next = world.relation(schema, name);
      if (family.has(relationKey(schema, name))) found.add(actor);
      else if (next?.kind === 'view' && !trail.includes(next)) visit(next, actor, [...trail, next]);
    }
  };
  visit(view, reader, [view]);
  const [only, second] = found;
  return only === undefined || second !== undefined ? null : only;
}

/** Every view above the relation. */
export function readersOf({ world, relation }: Pick<Subject, 'world' | 'relation'>): readonly Relation[] {
  const views = itemsOf(world.database.relations).filter(
    (each) => each.kind === 'view' || each.kind === 'materialized-view',
  );
  const reached = new Set(familyOf(world, relation));
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const view of views) {
      if (view.reads.some((each) => reached.has(relationKey(each.schema, each.name))))
        reached.add(relationKey(view.schema, view.name));
    }
    grown = reached.size > before;
  }
  return views.filter((view) => reached.has(relationKey(view.schema, view.name)));
}

function isCyclic({ world }: Subject, view: Relation): boolean {
  const seen = new Set<string>();
  const visit = (at: Relation, trail: readonly string[]): boolean => {
    const key = relationKey(at.schema, at.name);
    if (trail.includes(key)) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return at.reads.some((each) => {
      const next = world.relation(each.schema, each.name);
      return next !== undefined && visit(next, [...trail, key]);
    });
  };
  return visit(view, []);
}
