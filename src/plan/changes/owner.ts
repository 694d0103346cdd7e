// ALTER … OWNER TO. It rewrites the grants of the old owner in the new one's name; partitions keep their
// own owners, sequences of serial and identity columns follow their table.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { describeObject, type ObjectRef } from '../../pg/object.js';
import type { Fact, OwnerFact } from '../../demand/model.js';
import { sortBy } from '../../core/order.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { alterTarget } from '../acl/target.js';
import type { BlockedStep, LockLevel } from '../model.js';
import type { Protected } from '../protected.js';
import {
  blockedStep,
  missingObject,
  sqlDraft,
  statements,
  eachFact,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';
import { ownerBack } from './owner-back.js';

export const ownerKind: ChangeKind<'owner'> = {
  plan: (demands, context) => {
    // Containers first, then tables before the sequences that follow them.
    const ordered = sortBy(demands, ({ fact }) => [String(rankOf(fact.object)), JSON.stringify(fact.object.path)]);
    return eachFact(planOwner)(ordered, context);
  },
  // Back to who owned it, or to whoever applies.
  negate: (fact, situation, former) => {
    if (fact.insteadOf !== undefined && fact.exemptWith !== undefined) {
      return exempted(fact, fact.insteadOf, fact.exemptWith);
    }
    const owner = fact.insteadOf ?? former?.protected(fact.object)?.owner ?? situation.applier.role;
    return owner === fact.owner ? [] : [{ ...fact, owner }];
  },
};

/** To an owner whom no policy binds, made for the occasion. */
function exempted(fact: OwnerFact, role: string, privileges: NonNullable<OwnerFact['exemptWith']>): readonly Fact[] {
  const held = privileges.map(({ object, privilege }): Fact => {
    const grantee = { kind: 'role', name: role } as const;
    return { kind: 'privilege', grantee, object, privilege, present: true, grantable: false };
  });
  return [{ kind: 'role', role, attributes: { login: false, bypassRls: true } }, ...held, { ...fact, owner: role }];
}

function rankOf(object: ObjectRef): number {
  return object.kind === 'database' ? 0 : object.kind === 'schema' ? 1 : object.kind === 'sequence' ? 3 : 2;
}

function planOwner({ fact, because }: DemandOf<'owner'>, { situation, rights }: Context): Draft | BlockedStep | null {
  const item = situation.protected(fact.object);
  const label = `${describeObject(fact.object)} owned by ${fact.owner}`;
  if (item === undefined) return missingObject(label, fact.object);
  if (item.owner === fact.owner) return null;
  if (!situation.hasRole(fact.owner))
    return blockedStep(label, `role ${fact.owner} does not exist`, 'whoever creates it');
  const follows = item.follows === null ? undefined : situation.protected(item.follows);
  if (follows !== undefined) {
    return blockedStep(
      label,
      `it follows ${describeObject(follows.ref)}, owned by ${follows.owner}`,
      'give the table this owner',
    );
  }
  const target = alterTarget(item);
  if (target === null) return blockedStep(label, `a ${item.ref.kind} has no owner of its own`, 'nobody');
  const back = ownerBack(item, target, fact.owner, { situation, rights });
  if (!back.ok) return blockedStep(label, back.error, 'a superuser');
  situation.setOwner(item.ref, fact.owner);
  return sqlDraft({
    kind: 'owner',
    phase: 'expand',
    // Who has a schema grants on it next, before anything in it is touched.
    rank: item.ref.kind === 'schema' ? 1 : 10 + rankOf(item.ref),
    object: item.ref,
    title: `Make ${fact.owner} the owner of ${describeObject(item.ref)}`,
    because,
    statements: statements(sql`ALTER ${target} OWNER TO ${Ident.of(fact.owner)}`),
    inverse: back.value,
    lock: lockOf(item),
    hazards: [`${item.owner} loses what ownership gave: DDL, and every privilege that was not granted to it`],
  });
}

function lockOf(item: Protected): LockLevel {
  return item.ref.kind === 'schema' || item.ref.kind === 'database' ? 'none' : 'AccessExclusiveLock';
}
