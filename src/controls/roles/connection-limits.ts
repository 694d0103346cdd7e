// How many sessions a login has at once: an emergency login one, so that its second user is refused; every
// other one leaves enough for the rest, so that no program and no injected SQL takes all of them.
// https://www.postgresql.org/docs/current/sql-createrole.html (CONNECTION LIMIT)

import type { Attack } from '../../attack/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import { itemsOf } from '../../inventory/index.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { scopeOf } from '../scope.js';
import { statedLogins } from './actors.js';
import { isShut } from './emergency-logins.js';

const identity = {
  id: 'roles/connection-limits',
  area: 'roles',
  title: 'No login takes every connection, and an emergency login has one',
} as const;

/** More sessions than this are not opened to show one limit: all limits are kept by the same code of the server. */
const SHOWN = 10;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['insider-administrator', 'credential-theft', 'injection-blast-radius'],
  design: (context, threats) => {
    const limits = limitsOf(context);
    if (!limits.some(({ limit }) => limit <= SHOWN)) return nothing;
    const parts = {
      enforcedAt: limits.map(({ login }) => `role ${login.connection.login}`),
      wishes: limits.map(({ login, limit }) =>
        wish({ kind: 'role', role: login.connection.login, attributes: { connectionLimit: limit } }, [
          login.connection.source,
        ]),
      ),
      attacks: limits.flatMap((each) => attackOf(context, each)),
      residual: 'Within its limit a login may keep its sessions busy.',
      bypass: ['superusers, whom no limit binds', 'sessions that are there already when the limit is set'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

interface Limit {
  readonly login: BoundLogin;
  readonly limit: number;
}

/** A limit that stands is kept, also a wider one: somebody chose it. */
function limitsOf(context: ControlContext): readonly Limit[] {
  const most = mostOf(context);
  return statedLogins(context).flatMap((login) => {
    const { kind, login: role } = login.connection;
    const present = scopeOf(context).role(role)?.connectionLimit ?? -1;
    if (kind === 'break-glass') return [{ login, limit: 1 }];
    const limit = present >= 0 ? present : most;
    return limit === null || limit < sessionsOf(context, role) ? [] : [{ login, limit }];
  });
}

/** All but what superusers keep and one for every other login; null when the server's own limit is not known. */
function mostOf(context: ControlContext): number | null {
  const settings = new Map(itemsOf(context.inventory.cluster.settings).map((each) => [each.name, each.value]));
  const all = Number(settings.get('max_connections') ?? Number.NaN);
  const reserved = Number(settings.get('superuser_reserved_connections') ?? '3');
  const most = all - reserved - (statedLogins(context).length - 1);
  return Number.isInteger(most) && most > SHOWN ? most : null;
}

function sessionsOf(context: ControlContext, role: string): number {
  const groups = itemsOf(context.inventory.cluster.sessions).filter((each) => each.role === role);
  return groups.reduce((sum, each) => sum + each.count, 0);
}

function attackOf(context: ControlContext, { login, limit }: Limit): readonly Attack[] {
  const role = login.connection.login;
  const [database] = context.databases.filter(
    (each) => login.databases.includes(each) || login.databases.includes('all'),
  );
  if (limit > SHOWN || database === undefined || isShut(context, role)) return [];
  const title = `${role}: have ${limit + 1} sessions at once`;
  return [{ kind: 'connection-limit', id: role, role, title, database, limit }];
}
