// Whoever comes with emergency rights finds the system's functions and no others: a path without a schema in
// which an application's owner can create. An unqualified name of the application fails, instead of being trusted.
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS

import type { Attack } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { uniqueSorted } from '../../core/order.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { keptSuperusers } from './actors.js';
import { emergencyLogins, isShut } from './emergency-logins.js';
import { grantModel } from './grant-model.js';
import { ownerModel } from './owners.js';

const identity = {
  id: 'roles/trusted-search-path',
  area: 'roles',
  title: 'Emergency logins look up names in the system’s schema alone',
} as const;

const TRUSTED = 'pg_catalog, pg_temp';

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['search-path-hijack'],
  design: (context, threats) => {
    const stated = context.bound.logins.filter(({ connection }) => connection.kind === 'break-glass');
    const superusers = keptSuperusers(context).filter((role) => stated.some((each) => each.connection.login === role));
    const roles = uniqueSorted([...emergencyLogins(context).map(({ role }) => role), ...superusers]);
    if (roles.length === 0) return nothing;
    const path = foundPath(context);
    const parts = {
      enforcedAt: roles.map((role) => `role setting search_path of ${role}`),
      wishes: roles.map((role) => {
        const sources = stated.filter((each) => each.connection.login === role).map((each) => each.connection.source);
        const rest = { database: null, name: 'search_path', value: TRUSTED, without: path.join(', ') } as const;
        return wish({ kind: 'role-setting', role, ...rest }, sources);
      }),
      attacks: roles.filter((role) => !superusers.includes(role)).flatMap((role) => attacksOf(context, role, path)),
      residual: 'Whoever sets another path in his session, or names an object of a schema, trusts that schema’s owner.',
      bypass: ['the session itself (SET search_path)'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** The server's own path, which a role without one has. Names that are not plain are left out of the way back. */
function foundPath(context: ControlContext): readonly string[] {
  const setting = itemsOf(context.inventory.cluster.settings).find((each) => each.name === 'search_path');
  const names = (setting?.value ?? '"$user", public').split(',').map((name) => name.trim());
  const plain = names.filter((name) => /^(?:[a-z_][a-z0-9_]*|"\$user")$/u.test(name));
  return plain.length === 0 ? ['public'] : plain;
}

/** One schema of the path that the role may use and an application's owner may create in. */
function attacksOf(context: ControlContext, role: string, path: readonly string[]): readonly Attack[] {
  if (isShut(context, role)) return [];
  for (const owned of ownerModel(context).owned) {
    const [schema = ''] = owned.object.path;
    if (owned.object.kind !== 'schema' || !path.includes(schema)) continue;
    const object = objectRef('schema', [schema], owned.object.database);
    const database = objectRef('database', [owned.object.database ?? '']);
    const model = grantModel(context);
    if (!model.allows(role, object, 'USAGE') || !model.allows(role, database, 'CONNECT')) continue;
    const title = `${role}: call a function that ${owned.owner} has planted in ${schema}`;
    return [{ kind: 'planted-name', id: `${role}/${schema}`, role, title, schema: object, planter: owned.owner }];
  }
  return [];
}
