// Plants rows of two tenants in every relation that the intent isolates or classifies, on a scratch cluster
// only: triggers, defaults and checks of the source run meanwhile, as a role that reaches nothing of the host.

import { compareObjects, objectKey, type ObjectRef } from '../../pg/object.js';
import type { BoundIntent } from '../../intent/bound.js';
import type { DatabaseInventory, Inventory } from '../../inventory/index.js';
import { withholdDangerousRights } from '../clone/withhold.js';
import type { ScratchCluster } from '../scratch/index.js';
import type { NotSeeded, SeededRelation, Seeds } from './model.js';
import { inForeignKeyOrder, planTables } from './plan.js';
import { DatabaseSeeding } from './seeding.js';
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

async function seedDatabase(wish: SeedWish, database: DatabaseInventory): Promise<DatabaseSeeding | null> {
  const plans = inForeignKeyOrder(planTables(database, wish.intent));
  if (plans.length === 0) return null;
  const withheld = await withholdDangerousRights(wish.cluster, [database.name]);
  try {
    return await withSeeder(wish.cluster, wish.inventory, database, async (session) => {
      const types = await readTypes(session);
      const seeding = new DatabaseSeeding({
        session,
        database,
        intent: wish.intent,
        types,
        keys: new TenantKeys(types),
      });
      for (const plan of plans) await seeding.plant(plan);
      await seeding.finish();
      return seeding;
    });
  } finally {
    await withheld.restore();
  }
}
