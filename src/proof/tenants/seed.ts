// Plants rows of two tenants in every relation that the intent isolates or classifies, on a scratch cluster
// only: triggers, defaults and checks of the source run meanwhile, as a role that reaches nothing of the host.

import { compareObjects, objectKey, type ObjectRef } from '../../pg/object.js';
import type { BoundIntent } from '../../intent/bound.js';
import type { DatabaseInventory, Inventory } from '../../inventory/index.js';
import { withholdDangerousRights } from '../clone/withhold.js';
import type { ScratchCluster } from '../scratch/index.js';
import type { NotSeeded, SeededRelation, Seeds } from './model.js';
import { keysInside, withAncestors } from './hash-partitions.js';
import { inForeignKeyOrder, planTables, readTables, type TablePlan } from './plan.js';
import { objectOf } from './seeded.js';
import { DatabaseSeeding, type SeedingParts } from './seeding.js';
import { withSeeder } from './seeder.js';
import { TenantKeys } from './tenant-keys.js';
import { readTypes } from './type-facts.js';

export interface SeedWish {
  readonly cluster: ScratchCluster;
  /** Of the scratch cluster as it is now (owners, constraints). */
  readonly inventory: Inventory;
  readonly intent: BoundIntent;
}

/** @throws OperationError when the scratch server cannot be used at all; refused rows are in `notSeeded`. */
export async function seedTenants(wish: SeedWish): Promise<Seeds> {
  const seeded: SeededRelation[] = [];
  const notSeeded: NotSeeded[] = [];
  let tenants: Seeds['tenants'] = { a: emptyIdentity('a'), b: emptyIdentity('b') };
  for (const database of wish.inventory.databases) {
    const outcome = await seedDatabase(wish, database);
    if (outcome === null) continue;
    seeded.push(...outcome.seeded);
    notSeeded.push(...outcome.notSeeded);
    tenants = { a: outcome.keys.identity('a', tenants.a), b: outcome.keys.identity('b', tenants.b) };
  }
  const byObject = new Map(seeded.map((item) => [keyOf(item.object), item]));
  return {
    tenants,
    relation: (object) => byObject.get(keyOf(object)) ?? null,
    relations: seeded.toSorted((left, right) => compareObjects(left.object, right.object)),
    notSeeded: notSeeded.toSorted((left, right) => compareObjects(left.object, right.object)),
  };
}

function emptyIdentity(label: 'a' | 'b'): Seeds['tenants']['a'] {
  return { label, keys: new Map(), users: new Map() };
}

/** Whatever kind the caller thinks a relation is; the database counts. */
function keyOf(object: ObjectRef): string {
  return objectKey({ ...object, kind: 'table' });
}

interface DatabaseSeeds {
  readonly seeded: readonly SeededRelation[];
  readonly notSeeded: readonly NotSeeded[];
  readonly keys: TenantKeys;
}

async function seedDatabase(wish: SeedWish, database: DatabaseInventory): Promise<DatabaseSeeds | null> {
  const plans = inForeignKeyOrder(planTables(database, wish.intent));
  if (plans.length === 0) return null;
  const withheld = await withholdDangerousRights(wish.cluster, [database.name]);
  try {
    return await withSeeder(wish.cluster, wish.inventory, database, async (session) => {
      const types = await readTypes(session);
      const parts = { session, database, intent: wish.intent, types };
      const seeding = await plantAll({ ...parts, keys: new TenantKeys(types) }, plans);
      const more = await plantHashPartitions(parts, plans, seeding.notSeeded);
      const done = new Set(more.map((item) => objectKey(item.object)));
      return {
        seeded: [...seeding.seeded, ...more],
        notSeeded: seeding.notSeeded.filter((item) => !done.has(objectKey(item.object))),
        keys: seeding.keys,
      };
    });
  } finally {
    await withheld.restore();
  }
}

async function plantAll(parts: SeedingParts, plans: readonly TablePlan[]): Promise<DatabaseSeeding> {
  const seeding = new DatabaseSeeding(parts);
  for (const plan of plans) await seeding.plant(plan);
  await seeding.finish();
  return seeding;
}

/** Partitions that neither tenant's rows belong to get two tenants of their own, with all that these need. */
async function plantHashPartitions(
  parts: Omit<SeedingParts, 'keys'>,
  plans: readonly TablePlan[],
  missed: readonly NotSeeded[],
): Promise<readonly SeededRelation[]> {
  const { session, database, types } = parts;
  const keys = new Set(missed.map((item) => keyOf(item.object)));
  const tables = readTables(database);
  const found: SeededRelation[] = [];
  let from = 1_000_000;
  for (const plan of plans) {
    const object = objectOf(plan, database.name);
    if (!keys.has(keyOf(object))) continue;
    const own = await keysInside(session, plan, tables, types);
    if (own === null) continue;
    const seeding = await plantAll({ ...parts, keys: new TenantKeys(types, own), from }, withAncestors(plan, plans));
    found.push(...seeding.seeded.filter((item) => keyOf(item.object) === keyOf(object)));
    from += 100_000;
  }
  return found;
}
