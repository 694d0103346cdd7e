// REFRESH runs as the view's owner, whom FORCE binds: it would store no rows. Where a row declares who refreshes,
// the view belongs to a role of its own that nobody is, no policy binds and no login holds, and the declared
// logins call a routine that does nothing but that one REFRESH.
// https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html

import type { Attack } from '../../attack/model.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import type { Fact } from '../../demand/model.js';
import { objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { PUBLIC, roleGrantee } from '../../pg/grantee.js';
import type { Privilege } from '../../pg/privilege.js';
import { qualified, sql } from '../../sql/sql.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { nameOf } from '../naming.js';
import { statedLogins } from '../roles/actors.js';
import { neededRoutines } from '../roles/expression-needs.js';
import { findRelation, relationRef, schemaRef, scopeOf } from '../scope.js';
import { refreshRoutes, type RefreshRoute } from './routes.js';

const identity = {
  id: 'isolation/refresh-route',
  area: 'isolation',
  title: 'Materialized views are refreshed by their declared route alone',
} as const;

const HELPER = 'refresh_route';

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing', 'owner-bypass'],
  design: (context, threats) => {
    const named = refreshRoutes(context).map((route) => nameRoute(context, route));
    const diagnostics = named.flatMap((each) => ('diagnostic' in each ? [each.diagnostic] : []));
    const routes = named.flatMap((each) => ('diagnostic' in each ? [] : [each]));
    if (routes.length === 0) return { ...nothing, diagnostics };
    const parts = {
      enforcedAt: routes.flatMap(({ route, role }) => [
        `materialized view ${route.view.path.join('.')}`,
        `role ${role}`,
      ]),
      wishes: routes.flatMap((each) => wishesOf(context, each)),
      attacks: routes.flatMap(({ route }) => attacksOf(context, route)),
      residual: 'Its rows are all tenants’, and stay closed to tenants’ sessions.',
      bypass: ['superusers', 'whoever is made a member of the route’s role'],
      notes: routes.map(({ route, routine }) => ({
        title: `Refreshing ${route.view.path.join('.')}`,
        text: `${route.logins.join(', ')}: SELECT ${routine.path[0] ?? ''}.${routine.path[1] ?? ''}; the view is locked meanwhile.`,
        sources: route.sources,
      })),
    };
    return { ...only(controlOf(context, identity, threats, parts)), diagnostics };
  },
});

/** Those that own what they refresh; no others bypass policies for it. */
export function refreshRoles(context: ControlContext): readonly string[] {
  return refreshRoutes(context).flatMap((route) => {
    const named = nameRoute(context, route);
    return 'diagnostic' in named ? [] : [named.role];
  });
}

interface NamedRoute {
  readonly route: RefreshRoute;
  /** Who owns the view. */
  readonly role: string;
  readonly routine: ObjectRef;
  readonly schemaOwner: string;
}

function nameRoute(context: ControlContext, route: RefreshRoute): NamedRoute | { readonly diagnostic: Diagnostic } {
  const role = nameOf(context, 'refresh role', { component: route.component });
  if ('diagnostic' in role) return role;
  const schema = nameOf(context, 'helper schema', { component: HELPER });
  if ('diagnostic' in schema) return schema;
  const owner = nameOf(context, 'helper owner role', { component: HELPER });
  if ('diagnostic' in owner) return owner;
  const relation = route.view.path.join('_');
  const name = nameOf(context, 'refresh routine', { component: route.component, relation });
  if ('diagnostic' in name) return name;
  const routine = objectRef('routine', [schema.name, `${name.name}()`], route.view.database);
  return { route, role: role.name, routine, schemaOwner: owner.name };
}

function wishesOf(context: ControlContext, named: NamedRoute): readonly Wish[] {
  const { route, role, schemaOwner } = named;
  const owner = { kind: 'owner', object: route.view, owner: role } as const;
  const attacker = attackerOf(context, route);
  const needs = readNeeds(context, route.view).map(([object, privilege]) => granted(role, object, privilege));
  const enabled: readonly Fact[] = [
    { kind: 'role', role, attributes: { login: false, bypassRls: true } },
    { kind: 'role', role: schemaOwner, attributes: { login: false } },
    ...needs,
    ...routineFacts(named),
  ];
  return [
    wish(attacker === null ? owner : { ...owner, insteadOf: attacker }, route.sources),
    ...enabled.map((fact) => enabling(fact, route.sources)),
  ];
}

/** In a schema of its own, where only the route's logins come in. */
function routineFacts({ route, role, routine, schemaOwner }: NamedRoute): readonly Fact[] {
  const [schema = '', view = ''] = route.view.path;
  const database = route.view.database ?? '';
  const [home = ''] = routine.path;
  return [
    { kind: 'schema', database, schema: home, owner: schemaOwner },
    {
      kind: 'routine',
      routine,
      owner: role,
      returns: sql`void`,
      language: 'plpgsql',
      volatility: 'volatile',
      securityDefiner: true,
      config: [{ name: 'search_path', value: 'pg_catalog, pg_temp' }],
      parameters: [],
      body: sql`
BEGIN
  REFRESH MATERIALIZED VIEW ${qualified(schema, view)};
END
`,
    },
    { kind: 'privilege', grantee: PUBLIC, object: routine, privilege: 'EXECUTE', present: false, grantable: false },
    ...route.logins.flatMap((login) => [
      granted(login, routine, 'EXECUTE'),
      granted(login, objectRef('schema', [home], database), 'USAGE'),
    ]),
  ];
}

function granted(role: string, object: ObjectRef, privilege: Privilege): Fact {
  return { kind: 'privilege', grantee: roleGrantee(role), object, privilege, present: true, grantable: false };
}

/** The view's own schema, what its query reads and calls; a view beneath reads as its own owner, or as this role. */
function readNeeds(context: ControlContext, view: ObjectRef): readonly (readonly [ObjectRef, Privilege])[] {
  const database = scopeOf(context).database(view.database);
  const needs = new Map<string, readonly [ObjectRef, Privilege]>();
  const add = (object: ObjectRef, privilege: Privilege): void => {
    needs.set(`${objectKey(object)} ${privilege}`, [object, privilege]);
  };
  const visit = (object: ObjectRef): void => {
    for (const routine of neededRoutines(context, object, 'SELECT')) {
      add(routine, 'EXECUTE');
      add(schemaRef(routine), 'USAGE');
    }
    for (const read of findRelation(scopeOf(context), object)?.reads ?? []) {
      const relation = database?.relation(read.schema, read.name);
      if (database === undefined || relation === undefined) continue;
      const ref = relationRef(database, relation);
      if (needs.has(`${objectKey(ref)} SELECT`)) continue;
      add(ref, 'SELECT');
      add(schemaRef(ref), 'USAGE');
      visit(ref);
    }
  };
  add(schemaRef(view), 'USAGE');
  visit(view);
  return [...needs.values()];
}

/** The login that owned it, or the one that its component’s application would use. */
function attackerOf(context: ControlContext, route: RefreshRoute): string | null {
  const logins = statedLogins(context).map((login) => login.connection.login);
  const former = findRelation(scopeOf(context), route.view)?.owner ?? '';
  if (logins.includes(former)) return former;
  const component = context.bound.components.find((each) => each.component.name === route.component);
  return component?.component.connectsAs.find((login) => logins.includes(login)) ?? null;
}

function attacksOf(context: ControlContext, route: RefreshRoute): readonly Attack[] {
  const role = attackerOf(context, route);
  if (role === null) return [];
  const name = route.view.path.join('.');
  const title = `${role}: open ${name} to everybody, as its owner could`;
  return [{ kind: 'owner', id: `${role}/${name}`, role, title, object: route.view, action: 'grant-to-self' }];
}
