// FORCE binds the owner, but nothing binds a role with BYPASSRLS: none has it but the declared routes.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { Attack } from '../../attack/model.js';
import { uniqueSorted } from '../../core/order.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { judgedRoles } from '../roles/attribute-facts.js';
import { grantModel } from '../roles/grant-model.js';
import { ownerModel } from '../roles/owners.js';
import { scopeOf } from '../scope.js';
import { isolatedRoots, type Isolated } from './isolated.js';
import { refreshRoles } from './refresh-route.js';
import { allTenantsLogins, boundLogins, type AllTenantsLogin } from './routes.js';

const identity = {
  id: 'isolation/owner-bypass',
  area: 'isolation',
  title: 'No role bypasses row-level security but by a declared route',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing', 'owner-bypass'],
  design: (context, threats) => {
    const roots = isolatedRoots(context);
    if (roots.length === 0) return nothing;
    const owners = ownerModel(context).owners;
    const declared = allTenantsLogins(context);
    const open = [...declared.map((each) => each.role), ...refreshRoles(context)];
    const all = uniqueSorted([...judgedRoles(context), ...owners.map((each) => each.role)]);
    const roles = all.filter((role) => !open.includes(role));
    const parts = {
      enforcedAt: ['role attributes', ...owners.map((each) => `role ${each.role}`)],
      wishes: [
        ...roles.map((role) => wish({ kind: 'role', role, attributes: { bypassRls: false } }, [])),
        ...declared.map((each) =>
          enabling({ kind: 'role', role: each.role, attributes: { bypassRls: true } }, each.sources),
        ),
      ],
      attacks: [
        ...owners.flatMap((each) => ownerAttack(context, each.component, each.role, roots)),
        ...boundLogins(context).flatMap((login) => loginAttack(context, login.connection.login, roots)),
      ],
      residual: 'An owner can still switch row-level security off: that is a deployment, and is audited.',
      bypass: ['superusers', ...open],
      openRisks: declared.length === 0 ? [undeclared()] : [],
      notes: declared.map(noteOf),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function undeclared() {
  return {
    what: 'Jobs that relied on BYPASSRLS (dump, extraction) lose it',
    reason: 'no document states a role that may read all tenants at once',
    closedBy:
      'a login of kind backup with its database, an authorization row whose condition says all tenants, or the physical backup that the documents name',
  };
}

function noteOf(each: AllTenantsLogin) {
  const how =
    each.kind === 'dump'
      ? 'pg_dump as this login reads every table (BYPASSRLS, pg_read_all_data); large objects are its owner’s to grant'
      : 'it reads every tenant’s rows of the tables that its rows permit';
  return {
    title: `Declared route: ${each.role}`,
    text: `${how}. Nobody else bypasses a policy.`,
    sources: each.sources,
  };
}

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
