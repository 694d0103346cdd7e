// Views and materialized views that read the relation, directly or through others. A view reads as its owner
// unless security_invoker; a materialized view holds what its owner saw when it was refreshed.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { itemsOf, type Relation } from '../../inventory/index.js';
import { child } from '../../sql/parse-tree.js';
import { mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { OpenReading } from '../reading.js';
import type { Witness } from '../scope.js';
import type { Solver } from '../solver.js';
import { relationKey } from '../world.js';
import { EMPTY_SCOPE, judgeShown, settled, verdictBase } from './channel.js';

export async function judgeViews(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const view of readersOf(subject)) found.push(await judgeView(solver, subject, view));
  return found;
}

async function judgeView(solver: Solver, subject: Subject, view: Relation): Promise<Judged> {
  const stored = view.kind === 'materialized-view';
  const base = verdictBase(subject, stored ? 'materialized-view' : 'view');
  const name = `${view.schema}.${view.name}`;
  if (!mayUse(subject.world, subject.role, view, 'select'))
    return settled(base, 'no-access', `${subject.role} may not read ${name}`);
  if (isCyclic(subject, view)) return settled(base, 'unknown', `the view ${name} reads itself`);
  return judgeShown(solver, subject, {
    base,
    witness: (reading) => viewWitness(reading, view, subject.role),
    observe: { kind: 'read', relation: [view.schema, view.name], refreshAs: stored ? view.owner : null },
    safe: `through ${name} no row of another tenant is shown`,
    leak: stored
      ? `${name} holds the rows of all tenants and no policy binds it`
      : `${name} reads ${isInvoker(view) ? 'with the caller’s rights' : `with the rights of ${view.owner}`} and shows rows of other tenants`,
    edit: stored
      ? `REVOKE SELECT ON ${name} FROM ${subject.role}, or show it through a view with the tenant's condition`
      : `ALTER VIEW ${name} SET (security_invoker = true)`,
  });
}

function viewWitness(reading: OpenReading, view: Relation, role: string): Witness | null {
  if (view.definition === null) return null;
  const parsed = reading.world.parsed(view.definition);
  const select = parsed.ok ? child(parsed.statements[0]?.node) : undefined;
  const actor = isInvoker(view) ? role : view.owner;
  return select === undefined
    ? null
    : reading.witness(select, { ...EMPTY_SCOPE, actor, trail: [`view ${view.schema}.${view.name}`] });
}

export function isInvoker(view: Relation): boolean {
  return view.options.some((option) => /^security_invoker=(true|on|1|yes)$/iu.test(option));
}

/** Every view above the relation. */
export function readersOf({ world, relation }: Subject): readonly Relation[] {
  const views = itemsOf(world.database.relations).filter(
    (each) => each.kind === 'view' || each.kind === 'materialized-view',
  );
  const reached = new Set([relationKey(relation.schema, relation.name)]);
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
