// Privileges that no row explains, each given to exactly one control: who states it can then be removed
// alone, and its attacks turn. Facts are shared by nobody.

import type { PrivilegeFact } from '../../demand/model.js';
import { granteeKey, roleGrantee, type Grantee } from '../../pg/grantee.js';
import { describeObject, isRelationKind, objectRef, type ObjectRef } from '../../pg/object.js';
import { isPredefinedRole } from '../../pg/predefined-role.js';
import type { Privilege } from '../../pg/privilege.js';
import { isolationOf, readsIsolated } from '../isolation/isolated.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { findRelation, scopeOf } from '../scope.js';
import { actorsOf, isBlocked, keptSuperusers } from './actors.js';
import { grantModel } from './grant-model.js';
import { holdingsOf, type Holding } from './holdings.js';
import { itemKey, WRITES } from './item.js';
import { isCreatorNeed } from './creator-needs.js';
import { isOwnerNeed } from './owner-needs.js';

export type WithdrawalOwner =
  | 'roles/least-privilege-grants'
  | 'roles/component-writes'
  | 'roles/public-revoked'
  | 'roles/definer-functions'
  | 'isolation/partitions'
  | 'isolation/materialized-views'
  | 'isolation/truncate-references'
  | 'columns/column-grants';

export interface Withdrawal {
  readonly owner: WithdrawalOwner;
  readonly grantee: Grantee;
  readonly object: ObjectRef;
  readonly privilege: Privilege;
}

interface Index {
  readonly byOwner: ReadonlyMap<WithdrawalOwner, readonly Withdrawal[]>;
  /** Grantees by owner and item. */
  readonly grantees: ReadonlyMap<string, readonly Grantee[]>;
}

const index: (context: ControlContext) => Index = perContext((context) => {
  const byOwner = new Map<WithdrawalOwner, Withdrawal[]>();
  const grantees = new Map<string, Grantee[]>();
  for (const each of build(context)) {
    append(byOwner, each.owner, each);
    append(grantees, `${each.owner} ${itemKey(each.object, each.privilege)}`, each.grantee);
  }
  return { byOwner, grantees };
});

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function withdrawalsOf(context: ControlContext, owner: WithdrawalOwner): readonly Withdrawal[] {
  return index(context).byOwner.get(owner) ?? [];
}

/** From whom the control withdraws it. */
export function withdrawnFrom(
  context: ControlContext,
  owner: WithdrawalOwner,
  object: ObjectRef,
  privilege: Privilege,
): readonly Grantee[] {
  return index(context).grantees.get(`${owner} ${itemKey(object, privilege)}`) ?? [];
}

export function withdrawalFact(withdrawal: Withdrawal): PrivilegeFact {
  const { grantee, object, privilege } = withdrawal;
  return { kind: 'privilege', grantee, object, privilege, present: false, grantable: false };
}

function build(context: ControlContext): readonly Withdrawal[] {
  const found = new Map<string, Withdrawal>();
  for (const holding of [...holdingsOf(context), ...formerOwnerHoldings(context)]) {
    if (!isOurs(context, holding) || isExplained(context, holding)) continue;
    const { grantee, object, privilege } = holding;
    const withdrawal = { owner: ownerOf(context, holding), grantee, object, privilege };
    found.set(`${granteeKey(grantee)} ${itemKey(object, privilege)}`, withdrawal);
  }
  for (const each of narrowed(context))
    found.set(`${granteeKey(each.grantee)} ${itemKey(each.object, each.privilege)}`, each);
  return [...found.values()];
}

/** Predefined roles and superusers that stay are judged elsewhere; roles that wait for an answer keep what they have. */
function isOurs(context: ControlContext, holding: Holding): boolean {
  if (holding.grantee.kind === 'public') return true;
  const { name } = holding.grantee;
  return !isPredefinedRole(name) && !keptSuperusers(context).includes(name) && !isBlocked(context, 'roles', name);
}

function isExplained(context: ControlContext, holding: Holding): boolean {
  const { grantee, object, privilege } = holding;
  // USAGE on schema public opens nothing by itself, and extensions live there.
  if (grantee.kind === 'public')
    return object.kind === 'schema' && object.path[0] === 'public' && privilege === 'USAGE';
  return (
    grantModel(context).allows(grantee.name, object, privilege) ||
    isOwnerNeed(context, grantee.name, object, privilege) ||
    isCreatorNeed(context, grantee.name, object)
  );
}

/** A login that owned a partition keeps nothing of it: it would pass by the policies of the parent. */
function formerOwnerHoldings(context: ControlContext): readonly Holding[] {
  const readers = actorsOf(context).flatMap((actor) => actor.logins);
  return scopeOf(context).databases.flatMap((database) =>
    database.relations
      .filter((relation) => relation.partitionBound !== null && readers.includes(relation.owner))
      .map((relation) => objectRef('table', [relation.schema, relation.name], database.name))
      .filter((object) => isolationOf(context, object) !== null && scopeOf(context).componentOf(object) !== null)
      .map((object) => ({
        grantee: roleGrantee(findRelation(scopeOf(context), object)?.owner ?? ''),
        object,
        privilege: 'SELECT' as const,
        grantable: false,
      })),
  );
}

/** Whole-table privileges of those who may use some columns only: stated whether they are held or not. */
function narrowed(context: ControlContext): readonly Withdrawal[] {
  const found: Withdrawal[] = [];
  for (const entitlement of grantModel(context).entitlements) {
    for (const item of entitlement.items.list()) {
      if (item.object.kind !== 'column') continue;
      const relation = findRelation(scopeOf(context), item.object);
      if (relation === undefined) continue;
      const object = objectRef(relation.kind, item.object.path.slice(0, 2), item.object.database);
      if (entitlement.items.has(object, item.privilege)) continue;
      for (const login of entitlement.actor.logins) {
        found.push({ owner: 'columns/column-grants', grantee: roleGrantee(login), object, privilege: item.privilege });
      }
    }
  }
  return found;
}

function ownerOf(context: ControlContext, holding: Holding): WithdrawalOwner {
  const { grantee, object, privilege } = holding;
  const relation = findRelation(scopeOf(context), object);
  if (isRelationKind(object.kind) && relation !== undefined) {
    if (relation.partitionBound !== null && isolationOf(context, object) !== null) return 'isolation/partitions';
    if (relation.kind === 'materialized-view' && readsIsolated(context, object)) return 'isolation/materialized-views';
    const rules: readonly Privilege[] = ['TRUNCATE', 'REFERENCES', 'TRIGGER'];
    if (rules.includes(privilege) && isolationOf(context, object) !== null) return 'isolation/truncate-references';
  }
  if (grantee.kind === 'public') {
    return object.kind === 'routine' && isDefiner(context, object) ? 'roles/definer-functions' : 'roles/public-revoked';
  }
  return isForeignWrite(context, grantee.name, object, privilege)
    ? 'roles/component-writes'
    : 'roles/least-privilege-grants';
}

export function isDefiner(context: ControlContext, object: ObjectRef): boolean {
  const routines = scopeOf(context).database(object.database)?.routines ?? [];
  return routines.some(
    (each) =>
      each.securityDefiner &&
      each.schema === object.path[0] &&
      `${each.name}(${each.identityArguments})` === object.path[1],
  );
}

/** A component's login writes what another component owns; the sequences behind a default go with it. */
function isForeignWrite(context: ControlContext, role: string, object: ObjectRef, privilege: Privilege): boolean {
  const actor = actorsOf(context).find((each) => each.logins.includes(role));
  const component = scopeOf(context).componentOf(object);
  if (actor === undefined || actor.components.length === 0 || component === null) return false;
  if (actor.components.includes(component)) return false;
  const writes = object.kind === 'sequence' ? privilege !== 'SELECT' : WRITES.includes(privilege);
  return writes && object.kind !== 'routine' && object.kind !== 'schema';
}

/** `analytics: SELECT on table billing.payments` */
export function titleOf(withdrawal: Withdrawal, role: string): string {
  return `${role}: ${withdrawal.privilege} on ${describeObject(withdrawal.object)}`;
}
