// How many records of pgaudit's object auditing follow when a statement names a relation: one for each relation of which
// the audit role holds a privilege that the statement needs, also of those that a view reads for its caller.

import { itemsOf, type DatabaseInventory, type Inventory, type Relation } from '../../inventory/index.js';
import type { Control } from '../model.js';
import { weightKey, type Weights } from './noise-sums.js';

export interface AuditedObjects {
  readonly role: string;
  readonly relations: number;
  readonly weights: Weights;
}

/** Null when the control audits no objects. */
export function auditedObjects({ demands }: Control, inventory: Inventory): AuditedObjects | null {
  const facts = demands.map((demand) => demand.fact);
  const role = facts.flatMap((fact) =>
    fact.kind === 'setting' && fact.name === 'pgaudit.role' ? [fact.value] : [],
  )[0];
  if (role === undefined) return null;
  const granted = facts.flatMap((fact) => {
    if (fact.kind !== 'privilege' || !fact.present || fact.grantee.kind !== 'role' || fact.grantee.name !== role)
      return [];
    const { database = '', path } = fact.object;
    const [schema = '', name = ''] = path;
    return [{ key: weightKey(database, schema, name), privilege: fact.privilege }];
  });
  const readable = new Set(granted.flatMap((each) => (each.privilege === 'SELECT' ? [each.key] : [])));
  const updatable = new Set(granted.flatMap((each) => (each.privilege === 'UPDATE' ? [each.key] : [])));
  const weights = new Map<string, { readonly reads: number; readonly blindUpdates: number }>();
  for (const key of updatable) weights.set(key, { reads: 0, blindUpdates: 1 });
  for (const key of readable) weights.set(key, { reads: 1, blindUpdates: updatable.has(key) ? 1 : 0 });
  for (const database of inventory.databases) addViews(database, readable, weights);
  return { role, relations: new Set(granted.map((each) => each.key)).size, weights };
}

function addViews(
  database: DatabaseInventory,
  readable: ReadonlySet<string>,
  weights: Map<string, { readonly reads: number; readonly blindUpdates: number }>,
): void {
  const views = new Map(
    itemsOf(database.relations)
      .filter((each) => each.kind === 'view')
      .map((view) => [weightKey(database.name, view.schema, view.name), view]),
  );
  for (const [key, view] of views) {
    const behind = [...readBehind(view, views, database.name)].filter((each) => readable.has(each)).length;
    const own = weights.get(key);
    if (behind > 0) weights.set(key, { reads: behind + (own?.reads ?? 0), blindUpdates: own?.blindUpdates ?? 0 });
  }
}

/** A materialized view is read itself, and nothing behind it. */
function readBehind(view: Relation, views: ReadonlyMap<string, Relation>, database: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: Relation[] = [view];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { schema, name } of next.reads) {
      const key = weightKey(database, schema, name);
      const further = views.get(key);
      if (!found.has(key) && further !== undefined) waiting.push(further);
      found.add(key);
    }
  }
  return found;
}
