// How one gets at the rows of a relation without a right on it: through views, definer functions and whatever else
// lineage finds for reading; for writing, through views that are simply updatable and definer functions that name it.
// What is reached by SET ROLE stands apart: it is another role's access.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { itemsOf, type DatabaseInventory, type Inventory, type Relation } from '../inventory/index.js';
import type { Grantee } from '../pg/grantee.js';
import { isRelationKind, objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { accessIndex, type AccessIndex } from './access-index.js';
import { lineageOf } from './lineage.js';
import { writes } from './lineage-names.js';
import type { Channel, Path, PathStep } from './path.js';
import { isInvoker } from './view-rights.js';

/** What is used, and through what it gets at the relation, which stands last. */
interface Route {
  readonly through: readonly ObjectRef[];
  readonly confidence: 'certain' | 'named';
}

/** One path for each way; none for a superuser, who needs no way, nor for what is no relation. */
export function indirectPaths(
  inventory: Inventory,
  who: Grantee,
  object: ObjectRef,
  privilege: Privilege,
): readonly Path[] {
  const database = inventory.databases.find((each) => each.name === object.database);
  const index = accessIndex(inventory);
  if (database === undefined || !(isRelationKind(object.kind) || object.kind === 'column')) return [];
  if (who.kind === 'role' && index.members.role(who.name)?.superuser === true) return [];
  const world: World = { index, database, who, privilege };
  return routesTo(inventory, world, object).flatMap((route) => {
    const path = pathOf(world, route);
    return path === null ? [] : [path];
  });
}

interface World {
  readonly index: AccessIndex;
  readonly database: DatabaseInventory;
  readonly who: Grantee;
  readonly privilege: Privilege;
}

function routesTo(inventory: Inventory, world: World, object: ObjectRef): readonly Route[] {
  if (world.privilege !== 'SELECT') return WRITES.includes(world.privilege) ? writingRoutes(world, object) : [];
  const { routes } = lineageOf(inventory, object);
  const { who } = world;
  return routes.flatMap(({ channel, through, confidence, readers }) => {
    if (channel === 'table' || (who.kind === 'role' && !readers.includes(who.name))) return [];
    return [{ through, confidence }];
  });
}

const WRITES: readonly Privilege[] = ['INSERT', 'UPDATE', 'DELETE'];

/** Views over one relation each, without triggers or rules in their place, and functions; nearest first. */
function writingRoutes({ database, privilege }: World, object: ObjectRef): readonly Route[] {
  const [schema = '', name = ''] = object.path;
  const found: Route[] = [];
  const queue: {
    readonly target: { readonly schema: string; readonly name: string };
    readonly under: readonly ObjectRef[];
  }[] = [{ target: { schema, name }, under: [objectRef('table', [schema, name], database.name)] }];
  for (const { target, under } of queue) {
    for (const view of itemsOf(database.relations)) {
      const [only, ...others] = view.reads;
      if (view.kind !== 'view' || others.length > 0 || only?.schema !== target.schema || only.name !== target.name)
        continue;
      const through = [objectRef('view', [view.schema, view.name], database.name), ...under];
      found.push({ through, confidence: 'certain' });
      queue.push({ target: view, under: through });
    }
    for (const routine of itemsOf(database.routines)) {
      if (!routine.securityDefiner || routine.returnsTrigger || !writes(routine.body, target, privilege)) continue;
      const path = [routine.schema, `${routine.name}(${routine.identityArguments})`];
      found.push({ through: [objectRef('routine', path, database.name), ...under], confidence: 'named' });
    }
  }
  return found;
}

function pathOf(world: World, { through, confidence }: Route): Path | null {
  const { index, who, privilege } = world;
  const [used] = through;
  if (used === undefined || through.length < 2) return null;
  const asked = used.kind === 'routine' ? 'EXECUTE' : privilege;
  const steps = through.slice(0, -1).map((object, place): PathStep => {
    const [via, as] = stepOf(world, object, through[place + 1]);
    return { via, object, as, confidence };
  });
  if (used.kind === 'publication') return who.kind === 'public' ? null : steps;
  if (who.kind === 'public') return publicHolds(index, used, asked) ? steps : null;
  if (privilege !== 'SELECT' && !index.usable(who.name, used, asked)) return null;
  return [...(index.explain(who.name, used, asked)?.paths[0] ?? []), ...steps];
}

/** What every role has: also the way in. */
function publicHolds(index: AccessIndex, object: ObjectRef, privilege: Privilege): boolean {
  const held = (where: ObjectRef, what: Privilege): boolean =>
    index.items(where).some((item) => item.grantee.kind === 'public' && item.privilege === what);
  const database = object.database ?? '';
  return (
    held(object, privilege) &&
    held(objectRef('schema', object.path.slice(0, 1), database), 'USAGE') &&
    held(objectRef('database', [database]), 'CONNECT')
  );
}

/** Whose rights are asked for what lies beneath; null: nobody's. */
function stepOf(
  { database, who }: World,
  object: ObjectRef,
  next: ObjectRef | undefined,
): readonly [Channel, string | null] {
  const [schema, name] = object.path;
  const relation = itemsOf(database.relations).find((each) => each.schema === schema && each.name === name);
  switch (object.kind) {
    case 'view': {
      const caller = who.kind === 'public' ? null : who.name;
      return ['view', relation === undefined || isInvoker(relation) ? caller : relation.owner];
    }
    case 'materialized-view':
      return ['materialized-view', null];
    case 'routine':
      return ['definer-function', ownerOfRoutine(database, object)];
    case 'publication':
      return ['publication', null];
    case 'foreign-table':
      return ['foreign-table', null];
    default:
      return [isParent(database, relation, next) ? 'parent' : 'copy', null];
  }
}

function ownerOfRoutine(database: DatabaseInventory, { path }: ObjectRef): string | null {
  const [schema, signature] = path;
  const found = itemsOf(database.routines).find(
    (each) => each.schema === schema && `${each.name}(${each.identityArguments})` === signature,
  );
  return found?.owner ?? null;
}

function isParent(database: DatabaseInventory, relation: Relation | undefined, next: ObjectRef | undefined): boolean {
  const child = itemsOf(database.relations).find((each) => each.schema === next?.path[0] && each.name === next.path[1]);
  return child?.parents.some((each) => each.schema === relation?.schema && each.name === relation.name) === true;
}
