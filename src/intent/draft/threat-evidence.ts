// What must be there to give a threat its place in a draft.

import { itemsOf } from '../../inventory/index.js';
import { admitting, EVERYBODY, rangeOf } from './connections.js';
import type { Evidence } from './evidence.js';

export function always(): boolean {
  return true;
}

export function network(evidence: Evidence): boolean {
  return networkRules(evidence).length > 0;
}

export function passwords({ logins }: Evidence): boolean {
  return logins.some(({ password }) => password.kind !== 'none');
}

export function personal({ columns }: Evidence): boolean {
  return columns.length > 0;
}

export function superusers({ logins }: Evidence): boolean {
  return logins.some((role) => role.superuser);
}

export function definers({ inventory }: Evidence): boolean {
  return inventory.databases.some(({ routines }) =>
    itemsOf(routines).some((routine) => routine.securityDefiner && routine.extension === null),
  );
}

export function ownedByLogins({ schemas, logins }: Evidence): boolean {
  const names = new Set(logins.map(({ name }) => name));
  return schemas.some(({ tables }) => tables.some(({ relation }) => names.has(relation.owner)));
}

export function openToAll(evidence: Evidence): boolean {
  return networkRules(evidence).some((rule) => rangeOf(rule).some((range) => EVERYBODY.has(range)));
}

export function networkRules({ inventory }: Evidence): ReturnType<typeof admitting> {
  return admitting(inventory).filter(({ type }) => type !== null && type !== 'local');
}

export function replicates({ logins, inventory }: Evidence): boolean {
  return (
    logins.some((role) => role.replication && !role.superuser) ||
    admitting(inventory).some((rule) => rule.databases.includes('replication') && rule.type !== 'local')
  );
}
