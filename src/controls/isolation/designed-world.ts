// The policies of a database as they will be: the team's without those that give way, ours on every isolated
// table, which bind the owner too; what components own belongs to their roles. Only for asking what recurses.

import type { Policy, Relation } from '../../inventory/index.js';
import type { PolicyWorld } from '../../isolation/recursion.js';
import type { PresentWorld } from '../../isolation/recursion-world.js';
import type { Sql } from '../../sql/sql.js';
import type { ControlContext } from '../model.js';
import { ownerModel } from '../roles/owners.js';
import { relationRef, scopeOf, type DatabaseScope } from '../scope.js';
import { isolatedRoots, type Isolated } from './isolated.js';
import { floorPolicy, ownNames, tenantPolicy } from './own-policies.js';
import { tenantPredicate } from './predicate.js';

export interface Choices {
  /** Policies of the team that give way. */
  readonly gone: ReadonlySet<Policy>;
  /** Isolated tables (by `keyOf`) whose key is compared without a subquery. */
  readonly plain: ReadonlySet<string>;
}

export interface DesignedWorld extends PolicyWorld {
  /** What is left of the team's own policies on a table. */
  readonly team: (relation: Relation) => readonly Policy[];
}

export function keyOf(database: string, schema: string, name: string): string {
  return JSON.stringify([database, schema, name]);
}

export function designedWorld(
  context: ControlContext,
  scope: DatabaseScope,
  present: PresentWorld,
  { gone, plain }: Choices,
): DesignedWorld {
  const roots = new Map(isolatedRoots(context).map((root) => [root.relation, root]));
  const own = new Map<Relation, readonly Policy[]>();
  const team = (relation: Relation): readonly Policy[] => {
    const root = roots.get(relation);
    const names = root === undefined ? [] : ownNames(context, root);
    return present.policies(relation).filter((policy) => !gone.has(policy) && !names.includes(policy.name));
  };
  const ours = (root: Isolated): readonly Policy[] => {
    const key = keyOf(scope.name, root.relation.schema, root.relation.name);
    const known = own.get(root.relation) ?? oursOn(context, root, plain.has(key));
    own.set(root.relation, known);
    return known;
  };
  return {
    team,
    relation: present.relation,
    isFor: present.isFor,
    policies: (relation) => {
      const root = roots.get(relation);
      return root === undefined ? team(relation) : [...team(relation), ...ours(root)];
    },
    ...ownership(context, scope, present, (relation) => roots.has(relation)),
  };
}

function ownership(
  context: ControlContext,
  scope: DatabaseScope,
  present: PresentWorld,
  isIsolated: (relation: Relation) => boolean,
): Pick<PolicyWorld, 'binds' | 'readsAs'> {
  const ownerOf = (relation: Relation): string => {
    const component = scopeOf(context).componentOf(relationRef(scope, relation));
    return ownerModel(context).ownerOf(component) ?? relation.owner;
  };
  return {
    binds: (user, relation) => {
      if (present.members.role(user)?.superuser === true) return false;
      if (isIsolated(relation)) return true;
      const { enabled, forced } = relation.rowSecurity;
      return enabled && (forced || user !== ownerOf(relation));
    },
    readsAs: (view, user) => (present.readsAs(view, user) === user ? user : ownerOf(view)),
  };
}

function oursOn(context: ControlContext, root: Isolated, plain: boolean): readonly Policy[] {
  const predicate = tenantPredicate(context, root, plain);
  if ('impossible' in predicate) return [];
  const [name = '', floor = ''] = ownNames(context, root);
  return [tenantPolicy(root, name, predicate.sql), floorPolicy(root, floor, predicate.sql)].map((fact) => ({
    schema: root.relation.schema,
    relation: root.relation.name,
    name: fact.name,
    command: fact.command,
    permissive: fact.permissive,
    roles: [],
    forPublic: true,
    using: textOf(fact.using),
    check: textOf(fact.check),
    comment: null,
  }));
}

function textOf(sql: Sql | null): string | null {
  return sql?.text ?? null;
}
