// Restricted columns are read by whom a rule names. A column REVOKE under a table GRANT is void, so the
// table privilege goes and the other columns are granted one by one.
// https://www.postgresql.org/docs/current/sql-revoke.html (Notes)

import type { Attack } from '../../attack/model.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { isolationOf } from '../isolation/isolated.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { accessWishes } from '../roles/access.js';
import { grantModel } from '../roles/grant-model.js';
import type { Item } from '../roles/item.js';
import { protectionsOf } from '../roles/protection.js';
import { withdrawalFact, withdrawalsOf, type Withdrawal } from '../roles/withdrawals.js';
import { columnRef, findRelation, schemaRef, scopeOf } from '../scope.js';
import { tagFacts } from './tags.js';

const identity = {
  id: 'columns/column-grants',
  area: 'columns',
  title: 'Restricted columns are granted to whom a rule names, column by column',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['restricted-data-disclosure'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    const tags = tagFacts(context);
    if (withdrawals.length === 0 && tags.length === 0) return nothing;
    const parts = {
      enforcedAt: withdrawals.map((each) => `table ${each.object.path.join('.')}`),
      wishes: [
        ...withdrawals.map((each) => wish(withdrawalFact(each), rowsFor(context, each))),
        ...tags,
        ...accessWishes(context),
      ],
      attacks: withdrawals.flatMap((each) => columnAttacks(context, each)),
      residual: 'Column grants do not hide what a definer routine or an owner’s view shows.',
      bypass: ['superusers', 'the owner of the table', 'members of pg_read_all_data'],
      openRisks: applicationOnly(context),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function itemsOn(context: ControlContext, withdrawal: Withdrawal): readonly Item[] {
  const role = withdrawal.grantee.kind === 'role' ? withdrawal.grantee.name : '';
  return grantModel(context).entitlementOf(role)?.items.columnsOf(withdrawal.object, withdrawal.privilege) ?? [];
}

function rowsFor(context: ControlContext, withdrawal: Withdrawal) {
  const rules = protectionsOf(context, withdrawal.object).flatMap((each) => each.sources);
  return rules.length > 0
    ? rules.slice(0, 3)
    : itemsOn(context, withdrawal)
        .flatMap((item) => item.sources.slice(0, 1))
        .slice(0, 1);
}

/** Every column that the role must not read, on a table of which it reads others. */
function columnAttacks(context: ControlContext, withdrawal: Withdrawal): readonly Attack[] {
  const { grantee, object, privilege } = withdrawal;
  if (privilege !== 'SELECT' || grantee.kind === 'public' || !canEnter(context, grantee.name, object)) return [];
  const relation = findRelation(scopeOf(context), object);
  if (relation === undefined || relation.kind !== 'table') return [];
  const allowed = itemsOn(context, withdrawal).map((item) => item.object.path[2]);
  const columns = scopeOf(context).database(object.database)?.columns(relation.schema, relation.name) ?? [];
  const isolated = isolationOf(context, object);
  return columns
    .filter((column) => !allowed.includes(column.name))
    .flatMap((column): readonly Attack[] => {
      const ref = columnRef(object, column.name);
      const name = ref.path.join('.');
      const role = grantee.name;
      const id = `${role}/${object.database ?? ''}.${name}`;
      const carrier = isolated?.isolation.carrier ?? null;
      const read: Attack = { kind: 'read-column', id, role, title: `${role}: read ${name}`, column: ref, carrier };
      const title = `${role}: read what the planner keeps of ${name}`;
      // Where policies bind the reader, pg_stats shows nothing of the table in any case.
      return isolated === null && KEPT_WHOLE.test(column.type)
        ? [read, { kind: 'read-statistics', id: `${id}/statistics`, role, title, column: ref }]
        : [read];
    });
}

/** Types of the system whose values the planner keeps as they are. */
const KEPT_WHOLE = /^(?:text|uuid|date|character|numeric|bigint|integer)\b/u;

function canEnter(context: ControlContext, role: string, object: ObjectRef): boolean {
  const model = grantModel(context);
  const connects = model.allows(role, objectRef('database', [object.database ?? '']), 'CONNECT');
  return connects && model.allows(role, schemaRef(object), 'USAGE');
}

/** A rule that leaves a restricted column to the application alone contradicts the standard. */
function applicationOnly(context: ControlContext) {
  return context.bound.columns
    .filter((each) => each.dataClass === 'restricted' || each.dataClass === 'regulated')
    .filter((each) => each.protections.length > 0 && each.protections.every((kind) => kind === 'application'))
    .map((each) => ({
      what: `${each.object.path.join('.')} (${each.dataClass}) is protected by the application alone`,
      reason: 'whoever reaches the database around the application reads it',
      closedBy: 'a protection rule that names column grants or encryption for it',
    }));
}
