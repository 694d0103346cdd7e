// Views that we create (masking). CREATE OR REPLACE keeps the grants on a view that is there already.
// https://www.postgresql.org/docs/current/sql-createview.html

import type { ViewFact } from '../../demand/model.js';
import type { Relation } from '../../inventory/relation.js';
import { describeObject, objectRef } from '../../pg/object.js';
import { featuresOf } from '../../pg/version.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, join, qualified, sql, type Sql } from '../../sql/sql.js';
import { serverText } from './server-text.js';
import { initialAcl } from '../acl/initial.js';
import { reowned } from '../acl/state.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';
import { hasOption } from './view-option.js';

export const viewKind: ChangeKind<'view'> = {
  plan: eachFact(planView),
  negate: (fact) => {
    if (fact.unprotected !== undefined) return [{ ...fact, query: fact.unprotected }];
    const view = { ...fact.view, kind: 'view' as const };
    if (fact.securityInvoker) return [{ kind: 'view-option', view, option: 'security_invoker', value: false }];
    return fact.securityBarrier ? [{ kind: 'view-option', view, option: 'security_barrier', value: false }] : [];
  },
};

function planView(demand: DemandOf<'view'>, context: Context): Draft | BlockedStep | null {
  const { fact } = demand;
  const { situation } = context;
  const label = describeObject(fact.view);
  if (!situation.hasRole(fact.owner))
    return blockedStep(label, `role ${fact.owner} does not exist`, 'whoever creates it');
  if (fact.securityInvoker && !featuresOf(situation.major).securityInvokerViews) {
    return blockedStep(label, 'security_invoker exists from PostgreSQL 15', 'whoever upgrades the server');
  }
  const present = situation.relation(fact.view);
  if (present !== undefined && present.kind !== 'view') {
    return blockedStep(label, `a ${present.kind} has this name already`, 'whoever renames one of them');
  }
  if (present !== undefined && sameView(fact, present, context)) return null;
  return present === undefined ? createView(demand, context) : replaceView(demand, present);
}

function sameView(fact: ViewFact, present: Relation, { definitions }: Context): boolean {
  return (
    present.owner === fact.owner &&
    hasOption(present, 'security_barrier') === fact.securityBarrier &&
    hasOption(present, 'security_invoker') === fact.securityInvoker &&
    definitions.sameQuery(fact.view.database, fact.query.text, present.definition ?? '')
  );
}

function createView({ fact, because }: DemandOf<'view'>, { situation }: Context): Draft {
  const [schema = ''] = fact.view.path;
  const name = qualified(...fact.view.path);
  const creator = situation.applier.role;
  const acl = initialAcl(situation, 'table', creator, schema, fact.view.database ?? '');
  const ref = objectRef('view', fact.view.path, fact.view.database);
  situation.add({ ref, owner: fact.owner, acl: reowned(acl, creator, fact.owner), name, follows: null });
  return sqlDraft({
    kind: 'view',
    phase: 'expand',
    rank: 30,
    object: ref,
    title: `Create ${describeObject(ref)}`,
    because,
    statements: statements(
      sql`CREATE VIEW ${name}${optionsSql(fact)} AS ${fact.query}`,
      sql`ALTER VIEW ${name} OWNER TO ${Ident.of(fact.owner)}`,
    ),
    inverse: statements(sql`DROP VIEW ${name}`),
  });
}

function replaceView({ fact, because }: DemandOf<'view'>, present: Relation): Draft {
  const name = qualified(...fact.view.path);
  const former = serverText((present.definition ?? '').trim().replace(/;$/u, ''));
  const options = {
    securityBarrier: hasOption(present, 'security_barrier'),
    securityInvoker: hasOption(present, 'security_invoker'),
  };
  return sqlDraft({
    kind: 'view',
    phase: 'enforce',
    rank: 25,
    object: fact.view,
    title: `Replace ${describeObject(fact.view)}`,
    because,
    statements: statements(
      sql`CREATE OR REPLACE VIEW ${name}${optionsSql(fact)} AS ${fact.query}`,
      sql`ALTER VIEW ${name} OWNER TO ${Ident.of(fact.owner)}`,
    ),
    inverse: statements(
      sql`CREATE OR REPLACE VIEW ${name}${optionsSql(options)} AS ${former}`,
      sql`ALTER VIEW ${name} OWNER TO ${Ident.of(present.owner)}`,
    ),
    lock: 'AccessExclusiveLock',
    hazards: ['fails when the columns differ in name, order or type: then drop the view first'],
  });
}

function optionsSql(options: { readonly securityBarrier: boolean; readonly securityInvoker: boolean }): Sql {
  const words = [
    ...(options.securityBarrier ? [sql`security_barrier = true`] : []),
    ...(options.securityInvoker ? [sql`security_invoker = true`] : []),
  ];
  return words.length === 0 ? emptySql : sql` WITH (${join(words, sql`, `)})`;
}
