// Row-level security: which rows. A predicate that changed is called widening:
// whether it admits more is the solver's question (prove), and until it is answered the careful word is the right one.

import { canonicalJson } from '../../core/canonical-json.js';
import { itemsOf, type Inventory, type Policy, type Relation } from '../../inventory/index.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { AccessChange } from './model.js';

export function* rowChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = relationsOf(before);
  const now = relationsOf(after);
  for (const [key, { relation, object }] of now) {
    const former = old.get(key);
    if (former !== undefined) yield* switchChanges(former.relation, relation, object);
  }
  yield* policyChanges(policiesOf(before), policiesOf(after));
}

function relationsOf(
  inventory: Inventory,
): ReadonlyMap<string, { readonly relation: Relation; readonly object: ObjectRef }> {
  return new Map(
    inventory.databases.flatMap((database) =>
      itemsOf(database.relations).map((relation) => {
        const object = objectRef(relation.kind, [relation.schema, relation.name], database.name);
        return [JSON.stringify([database.name, relation.schema, relation.name]), { relation, object }];
      }),
    ),
  );
}

function* switchChanges(before: Relation, after: Relation, object: ObjectRef): Generator<AccessChange> {
  const words = { enabled: 'row-level security', forced: 'FORCE row-level security' };
  for (const part of ['enabled', 'forced'] as const) {
    if (before.rowSecurity[part] === after.rowSecurity[part]) continue;
    const on = after.rowSecurity[part];
    yield {
      kind: 'rows',
      direction: on ? 'narrowing' : 'widening',
      object,
      detail: `${words[part]} is ${on ? 'on' : 'off'}`,
    };
  }
  if (after.kind === 'view' && before.definition !== after.definition) {
    yield {
      kind: 'rows',
      direction: 'widening',
      object,
      detail: 'the view’s query changed: whether it shows more is not decided',
    };
  }
}

type Policies = ReadonlyMap<string, { readonly policy: Policy; readonly object: ObjectRef }>;

function policiesOf(inventory: Inventory): Policies {
  return new Map(
    inventory.databases.flatMap((database) =>
      itemsOf(database.policies).map((policy) => {
        const object = objectRef('policy', [policy.schema, policy.relation, policy.name], database.name);
        return [JSON.stringify([database.name, policy.schema, policy.relation, policy.name]), { policy, object }];
      }),
    ),
  );
}

function* policyChanges(old: Policies, now: Policies): Generator<AccessChange> {
  for (const [key, { policy, object }] of now) {
    const former = old.get(key)?.policy;
    if (former === undefined) {
      const direction = policy.permissive ? 'widening' : 'narrowing';
      yield { kind: 'rows', direction, object, detail: `new ${kindOf(policy)} policy` };
    } else if (canonicalJson({ ...former, comment: null }) !== canonicalJson({ ...policy, comment: null })) {
      const detail = 'the policy changed: whether it admits more rows is not decided';
      yield { kind: 'rows', direction: 'widening', object, detail };
    }
  }
  for (const [key, { policy, object }] of old) {
    if (now.has(key)) continue;
    const direction = policy.permissive ? 'narrowing' : 'widening';
    yield { kind: 'rows', direction, object, detail: `${kindOf(policy)} policy is gone` };
  }
}

function kindOf(policy: Policy): string {
  return policy.permissive ? 'permissive' : 'restrictive';
}
