// CREATE SCHEMA … AUTHORIZATION, or a new owner for one that is there.
// https://www.postgresql.org/docs/current/sql-createschema.html

import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { qualified, sql } from '../../sql/sql.js';
import { initialAcl } from '../acl/initial.js';
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
import { ownerKind } from './owner.js';

export const schemaKind: ChangeKind<'schema'> = {
  plan: (demands, context) => {
    const present = demands.filter(({ fact }) => context.situation.protected(refOf(fact)) !== undefined);
    const missing = demands.filter((demand) => !present.includes(demand));
    const owners = present.map(({ fact, because }) => ({
      fact: { kind: 'owner', object: refOf(fact), owner: fact.owner } as const,
      because,
    }));
    const moved = ownerKind.plan(owners, context);
    const made = eachFact(createSchema)(missing, context);
    return { drafts: [...moved.drafts, ...made.drafts], blocked: [...moved.blocked, ...made.blocked] };
  },
  negate: (fact, situation, former) =>
    ownerKind.negate({ kind: 'owner', object: refOf(fact), owner: fact.owner }, situation, former),
};

function refOf(fact: { readonly schema: string; readonly database: string }): ReturnType<typeof objectRef> {
  return objectRef('schema', [fact.schema], fact.database);
}

function createSchema({ fact, because }: DemandOf<'schema'>, { situation }: Context): Draft | BlockedStep {
  const ref = refOf(fact);
  if (!situation.hasRole(fact.owner)) {
    return blockedStep(`schema ${fact.schema}`, `role ${fact.owner} does not exist`, 'whoever creates it');
  }
  const acl = initialAcl(situation, 'schema', fact.owner, null, fact.database);
  situation.add({ ref, owner: fact.owner, acl, name: qualified(fact.schema), follows: null });
  const name = Ident.of(fact.schema);
  return sqlDraft({
    kind: 'schema',
    phase: 'expand',
    rank: 0,
    object: ref,
    title: `Create schema ${fact.schema}`,
    because,
    statements: statements(sql`CREATE SCHEMA ${name} AUTHORIZATION ${Ident.of(fact.owner)}`),
    inverse: statements(sql`DROP SCHEMA ${name}`),
  });
}
