// What a role can become beyond what it holds: each edge says how, why, and what would stop it.
// https://www.postgresql.org/docs/current/role-attributes.html and …/predefined-roles.html

import { sortBy } from '../core/order.js';
import { itemsOf, type DatabaseInventory, type Inventory } from '../inventory/index.js';
import { effectiveAcl } from '../pg/acl.js';
import { granteeKey, roleGrantee, PUBLIC, type Grantee } from '../pg/grantee.js';
import { objectRef, type ObjectRef } from '../pg/object.js';

export type EscalationTarget =
  | { readonly kind: 'role'; readonly name: string }
  /** Every role that is no superuser (CREATEROLE before 16). */
  | { readonly kind: 'any-role' }
  /** The operating-system account of the server, and with it everything. */
  | { readonly kind: 'host' };

export type EscalationHow =
  | 'set-role'
  | 'admin-option'
  | 'createrole'
  | 'superuser'
  | 'definer-function'
  | 'server-program'
  | 'server-files';

export interface EscalationEdge {
  readonly from: Grantee;
  readonly to: EscalationTarget;
  readonly how: EscalationHow;
  /** The function, where one is the way. */
  readonly through: ObjectRef | null;
  readonly why: string;
  readonly stop: string;
}

/** Sorted; direct edges only: the graph's closure is the caller's. */
export function escalationEdges(inventory: Inventory): readonly EscalationEdge[] {
  const edges = [
    ...membershipEdges(inventory),
    ...attributeEdges(inventory),
    ...inventory.databases.flatMap((database) => definerEdges(database, inventory.server.major)),
  ];
  return sortBy(edges, (edge) => [
    granteeKey(edge.from),
    edge.how,
    targetKey(edge.to),
    edge.through?.path.join('.') ?? '',
  ]);
}

function targetKey(target: EscalationTarget): string {
  return target.kind === 'role' ? `role:${target.name}` : target.kind;
}

function membershipEdges(inventory: Inventory): readonly EscalationEdge[] {
  const edges: EscalationEdge[] = [];
  for (const { member, role, set, admin } of itemsOf(inventory.cluster.memberships)) {
    const to = { kind: 'role', name: role } as const;
    const from = roleGrantee(member);
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
    }
    if (admin) {
      const why = 'the ADMIN option lets it grant the role to anybody, itself included, with SET and INHERIT';
      edges.push({ from, to, how: 'admin-option', through: null, why, stop: 'REVOKE ADMIN OPTION FOR the role' });
    }
    const power = serverPower(role);
    if (power !== null) edges.push({ from, ...power });
  }
  return edges;
}

function serverPower(role: string): Omit<EscalationEdge, 'from'> | null {
  const to = { kind: 'host' } as const;
  const stop = `REVOKE ${role} from it`;
  if (role === 'pg_execute_server_program') {
    return {
      to,
      how: 'server-program',
      through: null,
      why: 'COPY … PROGRAM runs any command as the server’s account',
      stop,
    };
  }
  if (role === 'pg_write_server_files' || role === 'pg_read_server_files') {
    const why =
      role === 'pg_write_server_files'
        ? 'COPY … TO writes any file the server can write, also its own configuration'
        : 'COPY … FROM reads any file the server can read, also keys and password files';
    return { to, how: 'server-files', through: null, why, stop };
  }
  return null;
}

function attributeEdges(inventory: Inventory): readonly EscalationEdge[] {
  const edges: EscalationEdge[] = [];
  for (const role of itemsOf(inventory.cluster.roles)) {
    const from = roleGrantee(role.name);
    if (role.superuser) {
      const why = 'a superuser passes every check and may run programs on the server';
      edges.push({
        from,
        to: { kind: 'host' },
        how: 'superuser',
        through: null,
        why,
        stop: 'ALTER ROLE … NOSUPERUSER',
      });
    } else if (role.createRole && inventory.server.major < 16) {
      const why = 'before 16 CREATEROLE may grant itself any role that is no superuser, also pg_execute_server_program';
      edges.push({
        from,
        to: { kind: 'any-role' },
        how: 'createrole',
        through: null,
        why,
        stop: 'ALTER ROLE … NOCREATEROLE',
      });
    }
  }
  return edges;
}

/** Who may call a SECURITY DEFINER function runs its body as its owner; what the body allows is not judged here. */
function definerEdges(database: DatabaseInventory, major: number): readonly EscalationEdge[] {
  const edges: EscalationEdge[] = [];
  for (const routine of itemsOf(database.routines)) {
    if (!routine.securityDefiner || routine.returnsTrigger) continue;
    const through = objectRef(
      'routine',
      [routine.schema, `${routine.name}(${routine.identityArguments})`],
      database.name,
    );
    for (const item of effectiveAcl('routine', routine.owner, routine.acl, major)) {
      const isOwner = item.grantee.kind === 'role' && item.grantee.name === routine.owner;
      if (isOwner || item.privilege !== 'EXECUTE') continue;
      const why = 'the function’s body runs with its owner’s rights, whoever calls it';
      const from = item.grantee.kind === 'public' ? PUBLIC : item.grantee;
      const stop = 'REVOKE EXECUTE, or give the function an owner that can do nothing else';
      edges.push({ from, to: { kind: 'role', name: routine.owner }, how: 'definer-function', through, why, stop });
    }
  }
  return edges;
}
