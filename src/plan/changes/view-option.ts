// security_invoker and security_barrier of a view that exists.
// https://www.postgresql.org/docs/current/sql-createview.html

import type { ViewOptionFact } from '../../demand/model.js';
import type { Relation } from '../../inventory/relation.js';
import { describeObject, objectKey } from '../../pg/object.js';
import { featuresOf } from '../../pg/version.js';
import { keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  missingObject,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

type Option = ViewOptionFact['option'];

export const viewOptionKind: ChangeKind<'view-option'> = {
  plan: eachFact(planOption),
  negate: (fact) => [{ ...fact, value: !fact.value }],
};

function planOption({ fact, because }: DemandOf<'view-option'>, context: Context): Draft | BlockedStep | null {
  const { situation } = context;
  const label = `${fact.option} of ${describeObject(fact.view)}`;
  const view = situation.relation(fact.view);
  if (view === undefined) return missingObject(label, fact.view);
  if (view.kind !== 'view') return blockedStep(label, `a ${view.kind} has no such option`, 'nobody');
  if (hasOption(view, fact.option) === fact.value) return null;
  if (fact.option === 'security_invoker' && !featuresOf(situation.major).securityInvokerViews) {
    return blockedStep(label, 'security_invoker exists from PostgreSQL 15', 'whoever upgrades the server');
  }
  return sqlDraft({
    kind: 'view-option',
    // With its new owner in one transaction: he need not read what its callers do.
    phase: changesOwner(fact, view, context) ? 'expand' : 'enforce',
    rank: 20,
    object: fact.view,
    title: `Set ${fact.option} of ${describeObject(fact.view)} ${fact.value ? 'on' : 'off'}`,
    because,
    statements: statements(setSql(fact, fact.value)),
    inverse: statements(isSaid(view, fact.option) ? setSql(fact, !fact.value) : resetSql(fact)),
    lock: 'AccessExclusiveLock',
    hazards:
      fact.option === 'security_invoker' && fact.value
        ? ['callers need their own privileges on the tables that the view reads']
        : [],
  });
}

function changesOwner(fact: ViewOptionFact, view: Relation, { demands }: Context): boolean {
  return demands.some(
    (each) =>
      each.fact.kind === 'owner' &&
      objectKey(each.fact.object) === objectKey(fact.view) &&
      each.fact.owner !== view.owner,
  );
}

function setSql(fact: ViewOptionFact, value: boolean): Sql {
  return sql`ALTER VIEW ${qualified(...fact.view.path)} SET (${word(fact.option)} = ${keyword(value ? 'TRUE' : 'FALSE')})`;
}

function resetSql(fact: ViewOptionFact): Sql {
  return sql`ALTER VIEW ${qualified(...fact.view.path)} RESET (${word(fact.option)})`;
}

function word(option: Option): Sql {
  return option === 'security_invoker' ? sql`security_invoker` : sql`security_barrier`;
}

function isSaid(view: Relation, option: Option): boolean {
  return view.options.some((each) => each.startsWith(`${option}=`));
}

export function hasOption(view: Relation, option: Option): boolean {
  const said = view.options.find((each) => each.startsWith(`${option}=`));
  return said !== undefined && /^(?:t|true|on|yes|1)$/iu.test(said.slice(option.length + 1));
}
