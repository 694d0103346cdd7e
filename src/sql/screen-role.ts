// Roles that can leave the database: superusers, and members of the predefined roles that run programs or
// touch files. Defining them runs nothing, but a session that is (or may become) one escapes every limit.

import { asList, optionText, optionsAt, child, textAt, type Tree } from './parse-tree.js';

export interface RoleAnswer {
  readonly verdict: 'ddl';
  readonly caution?: string;
}

const HOST_ROLES: ReadonlySet<string> = new Set([
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
]);

/** CREATE ROLE, ALTER ROLE, with `IN ROLE` and `ROLE` lists. */
export function roleAnswer(node: Tree): RoleAnswer {
  const options = optionsAt(node, 'options');
  if (options.some(({ name, element }) => name === 'superuser' && optionText(element) === 'true')) {
    return { verdict: 'ddl', caution: 'a superuser' };
  }
  const memberOf = options.filter(({ name }) => name === 'addroleto');
  const roles = memberOf.flatMap(({ element }) => asList(child(element, 'DefElem', 'arg', 'List', 'items')));
  return cautionFor(roles.map((role) => textAt(role, 'RoleSpec', 'rolename')));
}

/** GRANT role TO role. */
export function membershipAnswer(node: Tree): RoleAnswer {
  if (child(node, 'is_grant') !== true) return { verdict: 'ddl' };
  return cautionFor(asList(child(node, 'granted_roles')).map((role) => textAt(role, 'AccessPriv', 'priv_name')));
}

function cautionFor(roles: readonly string[]): RoleAnswer {
  const host = roles.find((role) => HOST_ROLES.has(role));
  return host === undefined ? { verdict: 'ddl' } : { verdict: 'ddl', caution: `a member of ${host}` };
}
