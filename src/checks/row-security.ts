// Policies per table, and who is not bound by them.

import { itemsOf, type Inventory, type Policy, type Relation } from '../inventory/index.js';
import { relationKey, scopeOf } from './scope.js';

export type PolicyLookup = (database: string, relation: Pick<Relation, 'schema' | 'name'>) => readonly Policy[];

const lookups = new WeakMap<Inventory, PolicyLookup>();

export function policiesOf(inventory: Inventory): PolicyLookup {
  const known = lookups.get(inventory);
  if (known !== undefined) return known;
  const found = new Map<string, Policy[]>();
  for (const database of inventory.databases) {
    for (const policy of itemsOf(database.policies)) {
      const key = relationKey(database.name, policy.schema, policy.relation);
      const list = found.get(key);
      if (list === undefined) found.set(key, [policy]);
      else list.push(policy);
    }
  }
  const lookup: PolicyLookup = (database, { schema, name }) => found.get(relationKey(database, schema, name)) ?? [];
  lookups.set(inventory, lookup);
  return lookup;
}

/** Superusers, BYPASSRLS, and the owner where row-level security is not forced. */
export function isUnbound(inventory: Inventory, role: string, table: Relation): boolean {
  const facts = roleFacts(inventory).get(role);
  if (facts === undefined || facts.superuser || facts.bypassRls) return facts !== undefined;
  return table.owner === role && !table.rowSecurity.forced;
}

type RoleFacts = ReadonlyMap<string, { readonly superuser: boolean; readonly bypassRls: boolean }>;
const roles = new WeakMap<Inventory, RoleFacts>();

function roleFacts(inventory: Inventory): RoleFacts {
  const known = roles.get(inventory) ?? new Map(itemsOf(inventory.cluster.roles).map((role) => [role.name, role]));
  roles.set(inventory, known);
  return known;
}

/** Tables with row-level security that a view reads, directly or through other views. */
export function protectedReads(inventory: Inventory, database: string, view: Relation): readonly Relation[] {
  const scope = scopeOf(inventory);
  const seen = new Set<string>();
  const found: Relation[] = [];
  const queue = [...view.reads];
  for (const { schema, name } of queue) {
    const key = relationKey(database, schema, name);
    const read = scope.relation(database, schema, name)?.item;
    if (seen.has(key) || read === undefined) continue;
    seen.add(key);
    if (read.rowSecurity.enabled) found.push(read);
    if (read.kind === 'view') queue.push(...read.reads);
  }
  return found;
}
