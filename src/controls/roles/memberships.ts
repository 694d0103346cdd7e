// Memberships that no document explains are withdrawn: predefined roles give power over every table,
// the host's files and programs, and ADMIN OPTION gives away what it has.
// https://www.postgresql.org/docs/current/predefined-roles.html

import type { Attack } from '../../attack/model.js';
import type { Source } from '../../core/source.js';
import { itemsOf, type Membership } from '../../inventory/index.js';
import { isPredefinedRole, PREDEFINED_ROLES } from '../../pg/predefined-role.js';
import { allTenantsLogins } from '../isolation/routes.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { keepsTokenRole } from '../credentials/token-logins.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { membershipFact } from './access.js';
import { actorsOf, isBlocked, keptSuperusers } from './actors.js';
import { isStatedLogin } from './attribute-facts.js';
import { deployments } from './component-owners.js';
import { grantModel } from './grant-model.js';

const identity = {
  id: 'roles/memberships',
  area: 'roles',
  title: 'Nobody is a member of a role without a row that says so',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['privilege-escalation', 'host-code-execution', 'excess-privilege'],
  design: (context, threats) => {
    const wanted = new Set([
      ...grantModel(context).groups.flatMap((group) => group.members.map((member) => pair(group.role, member))),
      ...deployments(context).map((each) => pair(each.owner, each.login)),
      ...predefinedMembers(context).map((each) => pair(each.role, each.member)),
    ]);
    const unexplained = itemsOf(context.inventory.cluster.memberships).filter(
      (each) => !wanted.has(pair(each.role, each.member)) && isOurs(context, each),
    );
    if (unexplained.length === 0 && predefinedMembers(context).length === 0) return nothing;
    const parts = {
      enforcedAt: ['role memberships'],
      wishes: [
        ...unexplained.map((each) =>
          wish({ kind: 'membership', role: each.role, member: each.member, present: false }, []),
        ),
        ...predefinedMembers(context).map((each) =>
          enabling(membershipFact(context, each.role, each.member), [each.source]),
        ),
      ],
      attacks: unexplained.filter((each) => isStatedLogin(context, each.member)).map(attackOf),
      residual: 'A member of a group has all that the group has.',
      bypass: ['superusers', 'roles with ADMIN OPTION on the group'],
      notes: unexplained.filter((each) => isPredefinedRole(each.role)).map(noteOf),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function pair(role: string, member: string): string {
  return JSON.stringify([role, member]);
}

/** The database owner's implicit membership is no row of the catalog; superusers need none. */
function isOurs(context: ControlContext, membership: Membership): boolean {
  if (keptSuperusers(context).includes(membership.member) || isBlocked(context, 'roles', membership.member))
    return false;
  if (keepsTokenRole(context, membership.role, membership.member)) return false;
  // Predefined roles are members of each other by design (pg_monitor).
  return !isPredefinedRole(membership.member);
}

interface Predefined {
  readonly role: string;
  readonly member: string;
  readonly source: Source;
}

/** Rows such as `pg_monitor | member`, and what a declared dump reads with. */
function predefinedMembers(context: ControlContext): readonly Predefined[] {
  const dumps = allTenantsLogins(context)
    .filter((each) => each.kind === 'dump')
    .map(({ role: member, login }) => ({ role: 'pg_read_all_data', member, source: login.connection.source }));
  return [...dumps, ...statedMembers(context)];
}

function statedMembers(context: ControlContext): readonly Predefined[] {
  return context.bound.intent.authorizations
    .filter((row) => row.also?.includes('member') ?? false)
    .flatMap((row) => {
      const logins = actorsOf(context).find((actor) => actor.name === row.actor)?.logins ?? [];
      const roles = row.resources.map((location) => location.parts[0] ?? '').filter(isPredefinedRole);
      return roles.flatMap((role) => logins.map((member) => ({ role, member, source: row.source })));
    });
}

function attackOf(membership: Membership): Attack {
  const { member, role } = membership;
  return {
    kind: 'become-role',
    id: `${member}/${role}`,
    role: member,
    title: `${member}: become ${role}`,
    target: role,
  };
}

function noteOf(membership: Membership) {
  const power = PREDEFINED_ROLES[membership.role]?.power ?? 'power that PostgreSQL ships';
  return {
    title: `${membership.member} leaves ${membership.role}`,
    text: `It lets its members ${power}; no row asks for it.`,
    sources: [],
  };
}
