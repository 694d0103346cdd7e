// The declared ways past row-level security, for work that FORCE would break: whole-table jobs (a login of kind
// `backup` with a database, or an actor whose row says `all tenants`), and REFRESH (a row with `maintain` on a
// materialized view). Nobody else bypasses anything.

import type { BoundLogin } from '../../intent/bound.js';
import type { Source } from '../../core/source.js';
import { uniqueSorted } from '../../core/order.js';
import type { ObjectRef } from '../../pg/object.js';
import { objectKey } from '../../pg/object.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { actorsOf, statedLogins } from '../roles/actors.js';
import { scopeOf } from '../scope.js';
import { readsIsolated } from './isolated.js';

export interface AllTenantsLogin {
  readonly login: BoundLogin;
  readonly role: string;
  /** A dump reads every table; another job what its rows permit. */
  readonly kind: 'dump' | 'job';
  readonly sources: readonly Source[];
}

const ALL_TENANTS = /\b(?:all|every|across)\s+(?:the\s+)?tenants?\b/iu;

export const allTenantsLogins: (context: ControlContext) => readonly AllTenantsLogin[] = perContext((context) =>
  statedLogins(context).flatMap((login): readonly AllTenantsLogin[] => {
    const role = login.connection.login;
    const dumps =
      login.connection.kind === 'backup' && context.databases.some((each) => login.databases.includes(each));
    if (dumps) return [{ login, role, kind: 'dump', sources: [login.connection.source] }];
    const rows = context.bound.grants.filter(
      (grant) => grant.actor === login.actor && ALL_TENANTS.test(grant.condition ?? ''),
    );
    if (rows.length === 0) return [];
    return [{ login, role, kind: 'job', sources: [...new Set(rows.map((row) => row.source))] }];
  }),
);

export function readsAllTenants(context: ControlContext, role: string): boolean {
  return allTenantsLogins(context).some((each) => each.role === role);
}

/** Logins whom row-level security binds: the others leak by design, and are no attackers. */
export const boundLogins: (context: ControlContext) => readonly BoundLogin[] = perContext((context) =>
  statedLogins(context).filter((login) => !readsAllTenants(context, login.connection.login)),
);

export interface RefreshRoute {
  readonly view: ObjectRef;
  readonly component: string;
  /** Logins that may refresh it. */
  readonly logins: readonly string[];
  readonly sources: readonly Source[];
}

/** Without isolated rows behind it a materialized view needs no route. */
export const refreshRoutes: (context: ControlContext) => readonly RefreshRoute[] = perContext((context) => {
  const views = new Map(
    context.bound.grants
      .filter((grant) => grant.operations.includes('maintain') && grant.object.kind === 'materialized-view')
      .map((grant) => [objectKey(grant.object), grant.object]),
  );
  return [...views.values()].flatMap((view): readonly RefreshRoute[] => {
    const component = scopeOf(context).componentOf(view);
    if (component === null || !readsIsolated(context, view)) return [];
    const rows = context.bound.grants.filter(
      (grant) => grant.operations.includes('maintain') && objectKey(grant.object) === objectKey(view),
    );
    const actors = new Set(rows.map((row) => row.actor));
    const logins = actorsOf(context).flatMap((actor) => (actors.has(actor.name) ? actor.logins : []));
    return logins.length === 0
      ? []
      : [{ view, component, logins: uniqueSorted(logins), sources: rows.map((row) => row.source) }];
  });
});

export function hasRefreshRoute(context: ControlContext, view: ObjectRef): boolean {
  return refreshRoutes(context).some((each) => objectKey(each.view) === objectKey(view));
}
