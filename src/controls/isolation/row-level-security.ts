// One tenant's session sees and writes that tenant's rows only, enforced by the engine, also for the owner.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { PolicyFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/index.js';
import { PUBLIC } from '../../pg/grantee.js';
import { describeObject } from '../../pg/object.js';
import { sql, type Sql } from '../../sql/sql.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { defineControl, type BlockedDemand, type ControlContext, type ControlDefinition } from '../model.js';
import { nameOf } from '../naming.js';
import { scopeOf } from '../scope.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import { carrierNotes } from './carrier-notes.js';
import { isolatedRoots, type Isolated } from './isolated.js';
import { tenantPredicate } from './predicate.js';
import { signedSettingFacts } from './signed-setting.js';
import { tenantAttacks } from './tenant-attacks.js';
import { keyIndexes } from './tenant-key-index.js';

const identity = {
  id: 'isolation/row-level-security',
  area: 'isolation',
  title: 'Row-level security keeps each tenant’s rows apart',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing', 'injection-blast-radius'],
  design: (context, threats) => {
    const roots = isolatedRoots(context);
    const designs = roots.map((root) => designOf(context, root));
    const done = designs.filter((each) => each.blocked === null);
    const blocked = designs.flatMap((each) => (each.blocked === null ? [] : [{ ...each.blocked, threats }]));
    const diagnostics = designs.flatMap((each) => each.diagnostics);
    if (done.length === 0) return { ...nothing, blocked, diagnostics };
    const parts = {
      enforcedAt: done.map((each) => `policy on ${each.root.object.path.join('.')}`),
      wishes: done.flatMap((each) => each.wishes),
      attacks: done.flatMap((each) => tenantAttacks(context, each.root)),
      residual: 'A session that names the wrong tenant gets that tenant: the carrier is as honest as who sets it.',
      bypass: ['superusers', 'roles with BYPASSRLS', 'foreign keys and unique keys, which tell that a row exists'],
      openRisks: [...forceRisks(), ...membershipRisks(done.map((each) => each.root))],
      notes: carrierNotes(
        context,
        done.map((each) => each.root),
      ),
    };
    return { ...only(controlOf(context, identity, threats, parts), blocked), diagnostics };
  },
});

interface Design {
  readonly root: Isolated;
  readonly wishes: readonly Wish[];
  readonly blocked: Omit<BlockedDemand, 'threats'> | null;
  readonly diagnostics: readonly Diagnostic[];
}

function designOf(context: ControlContext, root: Isolated): Design {
  const demand = `row-level security on ${describeObject(root.object)}`;
  const predicate = tenantPredicate(context, root);
  if ('impossible' in predicate) {
    const blocked = {
      demand,
      reason: predicate.impossible,
      whoCan: 'security, by choosing the carrier',
      candidate: null,
    };
    return { root, wishes: [], blocked, diagnostics: [] };
  }
  const named = nameOf(context, 'policy', { relation: root.object.path[1] ?? '' });
  if ('diagnostic' in named) {
    const blocked = { demand, reason: named.diagnostic.what, whoCan: 'whoever owns the naming rules', candidate: null };
    return { root, wishes: [], blocked, diagnostics: [named.diagnostic] };
  }
  const sources = [root.isolation.source];
  const floor = floorOf(context, root, named.name, predicate.sql);
  const wishes = [
    wish({ kind: 'row-security', relation: root.object, enabled: true, forced: true }, sources),
    wish(tenantPolicy(root, named.name, predicate.sql), sources),
    ...floor.wishes,
    ...carrierWishes(root),
    ...keyIndexes(context, root).map((fact) => enabling(fact, sources)),
  ];
  return { root, wishes, blocked: null, diagnostics: floor.diagnostics };
}

/** What the carrier needs in the engine. */
function carrierWishes({ isolation, object }: Isolated): readonly Wish[] {
  const { carrier, source } = isolation;
  if (carrier.kind !== 'signed-setting') return [];
  return signedSettingFacts(carrier.setting, object.database ?? '').map((fact) => enabling(fact, [source]));
}

function tenantPolicy(root: Isolated, name: string, predicate: Sql): PolicyFact {
  const rest = { kind: 'policy', relation: root.object, name, permissive: true, grantees: [PUBLIC] } as const;
  return isMembership(root)
    ? { ...rest, command: 'SELECT', using: predicate, check: null }
    : { ...rest, command: 'ALL', using: predicate, check: predicate };
}

function floorPolicy(root: Isolated, name: string, predicate: Sql): PolicyFact {
  const check = isMembership(root) ? sql`false` : predicate;
  const rest = { kind: 'policy', relation: root.object, name, permissive: false, grantees: [PUBLIC] } as const;
  return { ...rest, command: 'ALL', using: predicate, check };
}

/** The table that says which tenants a user has: whoever could write his own rows there would join any tenant. */
function isMembership({ object, isolation }: Isolated): boolean {
  const { via } = isolation.carrier;
  return via !== undefined && object.path[0] === via.schema && object.path[1] === via.table;
}

/** Where the team has permissive policies of its own, one of which may open: a restrictive floor under all of them. */
function floorOf(context: ControlContext, root: Isolated, ours: string, predicate: Sql) {
  const policies = itemsOf(
    scopeOf(context).database(root.object.database)?.database.policies ?? { status: 'read', items: [] },
  );
  const [schema, relation] = root.object.path;
  const others = policies.filter((each) => each.schema === schema && each.relation === relation && each.name !== ours);
  if (!others.some((each) => each.permissive)) return { wishes: [], diagnostics: [] };
  const named = nameOf(context, 'floor policy', { relation: relation ?? '' });
  if ('diagnostic' in named) return { wishes: [], diagnostics: [named.diagnostic] };
  return { wishes: [wish(floorPolicy(root, named.name, predicate), [root.isolation.source])], diagnostics: [] };
}

function forceRisks() {
  return [
    {
      what: 'pg_dump, REFRESH, extraction jobs and scheduled jobs that read isolated tables see no rows or are refused under FORCE',
      reason: 'row-level security now binds the owner too; each such job needs a declared route',
      closedBy:
        'a dump by the bootstrap superuser (row_security = off); jobs that loop over tenants and set the carrier; REFRESH by a superuser',
    },
  ];
}

function membershipRisks(roots: readonly Isolated[]) {
  return roots.filter(isMembership).map(({ object }) => ({
    what: `sessions of a tenant read their own rows of ${object.path.join('.')} and write none of it`,
    reason: 'a session that may write its memberships makes itself a member of any tenant',
    closedBy: 'a routine or a job of the owning component that checks who may invite, with a route of its own',
  }));
}
