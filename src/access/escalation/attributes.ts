// Role attributes that reach further than any grant.
// https://www.postgresql.org/docs/current/role-attributes.html

import { itemsOf, type Role } from '../../inventory/index.js';
import { roleGrantee } from '../../pg/grantee.js';
import type { EscalationEdge, EscalationFacts } from './model.js';

export function attributeEdges({ inventory, major }: EscalationFacts): readonly EscalationEdge[] {
  return itemsOf(inventory.cluster.roles).flatMap((role) => {
    const from = roleGrantee(role.name);
    return waysOf(role, major).map((way) => ({ ...way, from, through: null }));
  });
}

type Way = Omit<EscalationEdge, 'from' | 'through'>;

function waysOf(role: Role, major: number): readonly Way[] {
  if (role.superuser) return [SUPERUSER];
  const ways: Way[] = [];
  if (role.createRole && major < 16) ways.push(CREATEROLE);
  if (role.replication) ways.push(REPLICATION);
  if (role.bypassRls) ways.push(BYPASSRLS);
  return ways;
}

const SUPERUSER: Way = {
  to: { kind: 'host' },
  how: 'superuser',
  why: 'a superuser passes every check and may run programs on the server',
  stop: 'ALTER ROLE … NOSUPERUSER',
};

const CREATEROLE: Way = {
  to: { kind: 'any-role' },
  how: 'createrole',
  why: 'before 16 CREATEROLE may grant itself any role that is no superuser, also pg_execute_server_program',
  stop: 'ALTER ROLE … NOCREATEROLE',
};

const REPLICATION: Way = {
  to: { kind: 'all-data' },
  how: 'replication',
  why: 'a replication connection copies the whole cluster, with the password verifiers in it',
  stop: 'ALTER ROLE … NOREPLICATION, or no replication line in pg_hba.conf',
};

const BYPASSRLS: Way = {
  to: { kind: 'all-data' },
  how: 'bypass-rls',
  why: 'no policy binds it: of what it may read it reads every row',
  stop: 'ALTER ROLE … NOBYPASSRLS',
};
