// Memberships as ways to become a role, and those in predefined roles as ways to the server itself.
// https://www.postgresql.org/docs/current/role-membership.html and …/predefined-roles.html

import { itemsOf, type Membership } from '../../inventory/index.js';
import { roleGrantee } from '../../pg/grantee.js';
import type { EscalationEdge, EscalationFacts, EscalationHow, EscalationTarget } from './model.js';

export function membershipEdges({ inventory, major }: EscalationFacts): readonly EscalationEdge[] {
  const creators = new Set(itemsOf(inventory.cluster.roles).flatMap((role) => (role.createRole ? [role.name] : [])));
  return itemsOf(inventory.cluster.memberships).flatMap((membership) => [
    ...becoming(membership),
    ...(membership.admin && major >= 16 && creators.has(membership.member) ? [alterRole(membership)] : []),
    ...power(membership),
  ]);
}

function becoming({ member, role, set, inherit, admin }: Membership): readonly EscalationEdge[] {
  const from = roleGrantee(member);
  const to = { kind: 'role', name: role } as const;
  const edges: EscalationEdge[] = [];
  if (set) {
    const stop = 'revoke the membership, or from 16 on grant it WITH SET FALSE';
    edges.push({
      from,
      to,
      how: 'set-role',
      through: null,
      why: 'a member may SET ROLE to it and is then that role',
      stop,
    });
  } else if (inherit) {
    const why = 'the member has every privilege of the role without SET ROLE';
    edges.push({
      from,
      to,
      how: 'inherit',
      through: null,
      why,
      stop: 'revoke the membership, or grant it WITH INHERIT FALSE',
    });
  }
  if (admin) {
    const why = 'the ADMIN option lets it grant the role to anybody, itself included, with SET and INHERIT';
    edges.push({ from, to, how: 'admin-option', through: null, why, stop: 'REVOKE ADMIN OPTION FOR the role' });
  }
  return edges;
}

/** From 16 on CREATEROLE reaches the roles of which it has the ADMIN option: it sets their passwords. */
function alterRole({ member, role }: Membership): EscalationEdge {
  return {
    from: roleGrantee(member),
    to: { kind: 'role', name: role },
    how: 'createrole',
    through: null,
    why: 'CREATEROLE with the ADMIN option may set the role’s password and log in as it',
    stop: 'ALTER ROLE … NOCREATEROLE, or REVOKE ADMIN OPTION FOR the role',
  };
}

interface Power {
  readonly to: EscalationTarget;
  readonly how: EscalationHow;
  readonly why: string;
}

const HOST = { kind: 'host' } as const;
const ALL_DATA = { kind: 'all-data' } as const;

const POWERS: { readonly [role: string]: Power } = {
  pg_execute_server_program: {
    to: HOST,
    how: 'server-program',
    why: 'COPY … PROGRAM runs any command as the server’s account',
  },
  pg_write_server_files: {
    to: HOST,
    how: 'server-files',
    why: 'COPY … TO writes any file the server can write, also its own configuration',
  },
  pg_read_server_files: {
    to: HOST,
    how: 'server-files',
    why: 'COPY … FROM reads any file the server can read, also keys and password files',
  },
  pg_read_all_data: { to: ALL_DATA, how: 'all-data-read', why: 'it reads every relation of every schema' },
  pg_write_all_data: {
    to: ALL_DATA,
    how: 'all-data-write',
    why: 'it writes every table, also those that an application reads its own rights from',
  },
  pg_maintain: {
    to: ALL_DATA,
    how: 'all-data-maintain',
    why: 'it locks, rebuilds and refreshes every relation, which runs code of their owners',
  },
  pg_signal_backend: {
    to: { kind: 'sessions' },
    how: 'signal-backend',
    why: 'it ends the sessions and queries of every role that is no superuser',
  },
  pg_create_subscription: {
    to: { kind: 'remote', server: 'any' },
    how: 'subscription',
    why: 'with CREATE on the database it subscribes: the server connects to where it says and writes what comes from there',
  },
};

function power({ member, role, inherit, set }: Membership): readonly EscalationEdge[] {
  const given = POWERS[role];
  if (given === undefined || (!inherit && !set)) return [];
  return [{ from: roleGrantee(member), ...given, through: null, stop: `REVOKE ${role} from it` }];
}
