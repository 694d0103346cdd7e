// What one actor is entitled to: the authorization rows, narrowed by column protection, isolation and
// data ownership, and widened by what these privileges cannot be used without (USAGE on the schema, the
// sequence behind a default, the routines of its expressions, the key columns that a policy follows).

import type { BoundGrant } from '../../intent/bound.js';
import type { Relation } from '../../inventory/index.js';
import { itemsOf } from '../../inventory/index.js';
import { isRelationKind, objectRef, type ObjectRef } from '../../pg/object.js';
import { privilegesOf, type Privilege } from '../../pg/privilege.js';
import type { ControlContext } from '../model.js';
import { isolationOf, readsIsolated } from '../isolation/isolated.js';
import { verifierRef } from '../isolation/signed-setting.js';
import { columnRef, findRelation, schemaRef, scopeOf } from '../scope.js';
import type { Actor } from './actors.js';
import { neededRoutines } from './expression-needs.js';
import { Items, privilegeOf, WRITES } from './item.js';
import { hiddenFrom, protectionsOf } from './protection.js';

export type Refusal = 'cross-component-write' | 'hidden-column' | 'tenant-data-in-materialized-view' | 'partition';

export interface Refused {
  readonly actor: string;
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly why: Refusal;
  readonly grant: BoundGrant;
}

export interface Entitlement {
  readonly actor: Actor;
  readonly items: Items;
  readonly refused: readonly Refused[];
}

export function entitlementOf(context: ControlContext, actor: Actor): Entitlement {
  const items = new Items();
  const refused: Refused[] = [];
  for (const grant of actor.grants) addGrant(context, actor, grant, items, refused);
  addNeeds(context, items);
  return { actor, items, refused };
}

type Add = (context: ControlContext, actor: Actor, grant: BoundGrant, items: Items, refused: Refused[]) => void;

const addGrant: Add = (context, actor, grant, items, refused) => {
  const scope = scopeOf(context);
  const relation = findRelation(scope, grant.object);
  for (const operation of grant.operations) {
    const privilege = privilegeOf(operation);
    if (!privilegesOf(grant.object.kind, scope.major).includes(privilege)) continue;
    const why = refusalOf(context, actor, grant, privilege, relation);
    if (why !== null) {
      refused.push({ actor: actor.name, object: grant.object, privilege, why, grant });
    } else if (relation === undefined || grant.object.kind === 'column' || !isRelationKind(grant.object.kind)) {
      addPlain(actor, grant, privilege, items);
    } else {
      addRelation(context, actor, grant, privilege, relation, items);
    }
  }
};

/** A deployment acts as the owner role, so it needs no right to create of its own. */
function addPlain(actor: Actor, grant: BoundGrant, privilege: Privilege, items: Items): void {
  if (privilege === 'CREATE' && actor.kinds.includes('migration')) return;
  items.add(grant.object, privilege, [grant.source]);
}

function refusalOf(
  context: ControlContext,
  actor: Actor,
  grant: BoundGrant,
  privilege: Privilege,
  relation: Relation | undefined,
): Refusal | null {
  const component = scopeOf(context).componentOf(grant.object);
  const foreign = component !== null && actor.components.length > 0 && !actor.components.includes(component);
  if (relation !== undefined && foreign && WRITES.includes(privilege)) return 'cross-component-write';
  if (relation !== undefined && relation.partitionBound !== null) return 'partition';
  // MAINTAIN on one is a route of its own: see isolation/refresh-route.
  if (relation?.kind === 'materialized-view' && privilege !== 'MAINTAIN' && readsIsolated(context, grant.object))
    return 'tenant-data-in-materialized-view';
  if (grant.object.kind !== 'column') return null;
  const hidden = hiddenFrom(actor.name, protectionsOf(context, grant.object));
  return hidden.some((each) => each.column === grant.object.path[2]) ? 'hidden-column' : null;
}

function addRelation(
  context: ControlContext,
  actor: Actor,
  grant: BoundGrant,
  privilege: Privilege,
  relation: Relation,
  items: Items,
): void {
  const isTable = relation.kind === 'table' || relation.kind === 'foreign-table';
  const refreshed = relation.kind === 'materialized-view' && privilege === 'MAINTAIN';
  if (refreshed && readsIsolated(context, grant.object)) return;
  // A row on `schema.*` speaks of tables; through a view one reads.
  if (!isTable && relation.kind !== 'sequence' && privilege !== 'SELECT' && !refreshed) return;
  const hidden = hiddenFrom(actor.name, protectionsOf(context, grant.object)).map((each) => each.column);
  const narrowed = hidden.length > 0 && (privilege === 'SELECT' || privilege === 'UPDATE');
  if (!narrowed) {
    items.add(grant.object, privilege, [grant.source]);
    return;
  }
  const columns = scopeOf(context).database(grant.object.database)?.columns(relation.schema, relation.name) ?? [];
  for (const column of columns) {
    if (hidden.includes(column.name)) continue;
    if (privilege === 'UPDATE' && column.generated !== null) continue;
    items.add(columnRef(grant.object, column.name), privilege, [grant.source]);
  }
}

function addNeeds(context: ControlContext, items: Items): void {
  for (const item of items.list()) {
    if (item.privilege === 'INSERT' && item.object.kind === 'table') {
      for (const sequence of neededSequences(context, item.object))
        items.add(sequence, 'USAGE', item.sources.slice(0, 1));
    }
    for (const routine of neededRoutines(context, item.object, item.privilege))
      items.add(routine, 'EXECUTE', item.sources.slice(0, 1));
    if (item.object.kind === 'table' || item.object.kind === 'column')
      addReach(context, item.object, items, item.sources);
  }
  for (const item of items.list()) {
    const inSchema = item.object.path.length > 1 && item.object.database !== undefined;
    if (inSchema) items.add(schemaRef(item.object), 'USAGE', item.sources.slice(0, 1));
  }
}

const NEXTVAL = /nextval\('((?:[^']|'')+)'::regclass\)/gu;

/** Sequences that the table's defaults call; identity columns need no privilege. */
export function neededSequences(context: ControlContext, table: ObjectRef): readonly ObjectRef[] {
  const [schema = '', name = ''] = table.path;
  const database = scopeOf(context).database(table.database);
  if (database === undefined) return [];
  const calls = database
    .columns(schema, name)
    .flatMap((column) => [...(column.default ?? '').matchAll(NEXTVAL)].map((match) => match[1] ?? ''))
    .map((call) => call.replaceAll('"', ''));
  return itemsOf(database.database.sequences)
    .filter((sequence) => calls.includes(`${sequence.schema}.${sequence.name}`))
    .map((sequence) => objectRef('sequence', [sequence.schema, sequence.name], table.database));
}

/** A policy that follows a reference reads the parent with the rights of whoever asks. */
function addReach(
  context: ControlContext,
  object: ObjectRef,
  items: Items,
  sources: readonly BoundGrant['source'][],
): void {
  const isolation = isolationOf(context, object);
  if (isolation === null) return;
  const { carrier } = isolation.isolation;
  if (carrier.kind === 'signed-setting')
    items.add(verifierRef(context, carrier.setting, object.database), 'EXECUTE', sources.slice(0, 1));
  for (const column of isolation.readColumns) {
    const table = { ...column, kind: 'table' as const, path: column.path.slice(0, 2) };
    if (!items.has(table, 'SELECT')) items.add(column, 'SELECT', sources.slice(0, 1));
  }
}
