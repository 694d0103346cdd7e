// FORCE binds the owner, but nothing binds a role with BYPASSRLS: no role of ours has it.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { Attack } from '../../attack/model.js';
import { uniqueSorted } from '../../core/order.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { judgedRoles } from '../roles/attribute-facts.js';
import { grantModel } from '../roles/grant-model.js';
import { ownerModel } from '../roles/owners.js';
import { scopeOf } from '../scope.js';
import { isolatedRoots, type Isolated } from './isolated.js';

const identity = {
  id: 'isolation/owner-bypass',
  area: 'isolation',
  title: 'No role bypasses row-level security',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing', 'owner-bypass'],
  design: (context, threats) => {
    const roots = isolatedRoots(context);
    if (roots.length === 0) return nothing;
    const owners = ownerModel(context).owners;
    const roles = uniqueSorted([...judgedRoles(context), ...owners.map((each) => each.role)]);
    const parts = {
      enforcedAt: ['role attributes', ...owners.map((each) => `role ${each.role}`)],
      wishes: roles.map((role) => wish({ kind: 'role', role, attributes: { bypassRls: false } }, [])),
      attacks: [
        ...owners.flatMap((each) => ownerAttack(context, each.component, each.role, roots)),
        ...statedLogins(context).flatMap((login) => loginAttack(context, login.connection.login, roots)),
      ],
      residual: 'An owner can still switch row-level security off: that is a deployment, and is audited.',
      bypass: ['superusers'],
      openRisks: [
        {
          what: 'Jobs that relied on BYPASSRLS (dump, extraction) lose it',
          reason: 'no document states a role that may read all tenants at once',
          closedBy: 'a stated login for the job, or the physical backup that the documents name',
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function attackOn(role: string, root: Isolated): Attack {
  const name = root.object.path.join('.');
  return {
    kind: 'attribute',
    id: `${role}/bypass-rls/${root.object.database ?? ''}.${name}`,
    role,
    title: `${role}: read all tenants’ rows of ${name}`,
    attribute: 'bypass-rls',
    relation: root.object,
    tenancy: root.reach,
  };
}

function ownerAttack(
  context: ControlContext,
  component: string,
  role: string,
  roots: readonly Isolated[],
): readonly Attack[] {
  const own = roots.find(
    (root) => scopeOf(context).componentOf(root.object) === component && root.reach.kind === 'column',
  );
  return own === undefined ? [] : [attackOn(role, own)];
}

function loginAttack(context: ControlContext, role: string, roots: readonly Isolated[]): readonly Attack[] {
  const readable = roots.find(
    (root) => root.reach.kind === 'column' && grantModel(context).allows(role, root.object, 'SELECT'),
  );
  return readable === undefined ? [] : [attackOn(role, readable)];
}
