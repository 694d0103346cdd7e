// The attack on a withdrawn privilege: use it for real. Made only where nothing but this control stands
// in the way, else its mutation would show nothing: the schema must be open to the role, the policy must
// be able to read its parents, a default must find its sequence.

import type { Attack } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { isRelationKind, objectRef, type ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import { isolationOf } from '../isolation/isolated.js';
import { readsAsInvoker } from '../isolation/views.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { findRelation, schemaRef, scopeOf } from '../scope.js';
import { boundLogins } from '../isolation/routes.js';
import { neededSequences } from './entitlement.js';
import { grantModel } from './grant-model.js';
import { isEnterable } from './routine-body.js';
import { titleOf, withdrawnFrom, type Withdrawal } from './withdrawals.js';

/** None when something else refuses it as well, or when no login is there to try. */
export function useAttacks(context: ControlContext, withdrawal: Withdrawal): readonly Attack[] {
  const role = attackerOf(context, withdrawal);
  if (role === null) return [];
  const { object, privilege, grantee } = withdrawal;
  const isolated = isolationOf(context, object);
  const through = grantee.kind === 'public' ? 'public/' : '';
  return [
    {
      kind: 'use-privilege',
      id: `${through}${role}/${privilege.toLowerCase()}/${object.kind}/${[object.database ?? '', ...object.path].join('.')}`,
      role,
      title: titleOf(withdrawal, role),
      object,
      privilege,
      carrier: isolated?.isolation.carrier ?? null,
    },
  ];
}

function attackerOf(context: ControlContext, withdrawal: Withdrawal): string | null {
  const logins = boundLogins(context).map((login) => login.connection.login);
  const { grantee } = withdrawal;
  const candidates = grantee.kind === 'public' ? logins : logins.filter((login) => login === grantee.name);
  return candidates.find((login) => isAlone(context, withdrawal, login)) ?? null;
}

/** Held by the row, or taken by the same control: with the control removed the role has it. */
function wouldHave(
  context: ControlContext,
  withdrawal: Withdrawal,
  role: string,
  object: ObjectRef,
  privilege: Privilege,
): boolean {
  if (grantModel(context).allows(role, object, privilege)) return true;
  const grantees = withdrawnFrom(context, withdrawal.owner, object, privilege);
  return grantees.some((grantee) => grantee.kind === 'public' || grantee.name === role);
}

function isAlone(context: ControlContext, withdrawal: Withdrawal, role: string): boolean {
  const { object, privilege } = withdrawal;
  const model = grantModel(context);
  if (model.allows(role, object, privilege)) return false;
  const has = (other: ObjectRef, right: Privilege): boolean => wouldHave(context, withdrawal, role, other, right);
  if (object.kind === 'database') return privilege === 'CONNECT' || has(object, 'CONNECT');
  if (object.database !== undefined && !has(objectRef('database', [object.database]), 'CONNECT')) return false;
  if (object.kind === 'schema') return privilege === 'CREATE';
  // An anonymous block asks for the language and nothing else.
  if (object.kind === 'language') return true;
  if (!has(schemaRef(object), 'USAGE')) return false;
  // Proof lends the right to create a temporary table.
  if (object.kind === 'type') return true;
  if (object.kind === 'routine') return isEnterable(context, object);
  if (object.kind === 'sequence') return privilege === 'USAGE';
  if (object.kind === 'column')
    return (privilege === 'SELECT' || privilege === 'UPDATE') && columnAlone(context, object, role, has);
  return isRelationKind(object.kind) && relationAlone(context, object, privilege, role, has);
}

type Has = (object: ObjectRef, privilege: Privilege) => boolean;

function columnAlone(context: ControlContext, object: ObjectRef, role: string, has: Has): boolean {
  const table = objectRef('table', object.path.slice(0, 2), object.database);
  return (
    !grantModel(context).allows(role, table, 'SELECT') && policyReads(context, object, has) && has(table, 'SELECT')
  );
}

function relationAlone(
  context: ControlContext,
  object: ObjectRef,
  privilege: Privilege,
  role: string,
  has: Has,
): boolean {
  const relation = findRelation(scopeOf(context), object);
  if (relation === undefined || hasSomeColumns(context, object, privilege, role)) return false;
  if (relation.kind !== 'table') {
    if (privilege !== 'SELECT' || !relation.populated) return false;
    return relation.kind === 'materialized-view' || !readsAsInvoker(context, object);
  }
  if (relation.partitionBound !== null) return false;
  switch (privilege) {
    case 'SELECT':
      return policyReads(context, object, has);
    case 'INSERT':
      return policyReads(context, object, has) && neededSequences(context, object).every((each) => has(each, 'USAGE'));
    case 'UPDATE':
    case 'DELETE':
      return policyReads(context, object, has) && has(object, 'SELECT');
    case 'TRUNCATE':
      return !isReferenced(context, object);
    default:
      return false;
  }
}

/** `SELECT 1 FROM t` is allowed to whoever may read any column: such a role is attacked column by column. */
function hasSomeColumns(context: ControlContext, object: ObjectRef, privilege: Privilege, role: string): boolean {
  return grantModel(context).entitlementOf(role)?.items.hasColumnOf(object, privilege) ?? false;
}

function policyReads(context: ControlContext, object: ObjectRef, has: Has): boolean {
  const columns = isolationOf(context, object)?.readColumns ?? [];
  return columns.every(
    (column) => has(column, 'SELECT') || has(objectRef('table', column.path.slice(0, 2), column.database), 'SELECT'),
  );
}

/** TRUNCATE of a referenced table fails for a reason of its own. */
function isReferenced(context: ControlContext, object: ObjectRef): boolean {
  return referenced(context).has(JSON.stringify([object.database, ...object.path]));
}

const referenced = perContext((context) => {
  const keys = scopeOf(context).databases.flatMap((database) =>
    itemsOf(database.database.constraints).flatMap((each) =>
      each.references === null
        ? []
        : [JSON.stringify([database.name, each.references.schema, each.references.relation])],
    ),
  );
  return new Set(keys);
});
