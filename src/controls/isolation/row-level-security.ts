// One tenant's session sees and writes that tenant's rows only, enforced by the engine, also for the owner.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { NoPolicyFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/index.js';
import { describeObject } from '../../pg/object.js';
import type { Sql } from '../../sql/sql.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import {
  defineControl,
  type BlockedDemand,
  type ControlContext,
  type ControlDefinition,
  type DesignNote,
} from '../model.js';
import { nameOf } from '../naming.js';
import { scopeOf } from '../scope.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import { carrierNotes } from './carrier-notes.js';
import { isolatedRoots, type Isolated } from './isolated.js';
import { floorPolicy, isMembership, tenantPolicy } from './own-policies.js';
import { tenantPredicate } from './predicate.js';
import { ISOLATION_THREATS, recursionDesign } from './recursion.js';
import { signedNames, signedSettingFacts } from './signed-setting.js';
import { tenantAttacks } from './tenant-attacks.js';
import { keyIndexes } from './tenant-key-index.js';

const identity = {
  id: 'isolation/row-level-security',
  area: 'isolation',
  title: 'Row-level security keeps each tenant’s rows apart',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ISOLATION_THREATS,
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
      notes: [
        ...carrierNotes(
          context,
          done.map((each) => each.root),
        ),
        ...recursionNotes(context, done),
      ],
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
  const recursion = recursionDesign(context);
  const predicate = tenantPredicate(context, root, recursion.isPlain(root));
  if ('impossible' in predicate)
    return blockedDesign(root, demand, predicate.impossible, 'security, by choosing the carrier');
  const circular = recursion.impossible(root);
  if (circular !== null) {
    const reason = `its tenant policy would be refused by the server (42P17: ${circular})`;
    return blockedDesign(
      root,
      demand,
      reason,
      'the owners of these policies, or an isolation statement for their tables',
    );
  }
  const named = nameOf(context, 'policy', { relation: root.object.path[1] ?? '' });
  if ('diagnostic' in named) return unnamed(root, demand, [named.diagnostic]);
  const { carrier } = root.isolation;
  const helpers = carrier.kind === 'signed-setting' ? signedNames(context, carrier.setting).diagnostics : [];
  if (helpers.length > 0) return unnamed(root, demand, helpers);
  const sources = [root.isolation.source];
  const floor = floorOf(context, root, named.name, predicate.sql);
  const wishes = [
    wish({ kind: 'row-security', relation: root.object, enabled: true, forced: true }, sources),
    wish(tenantPolicy(root, named.name, predicate.sql), sources),
    ...floor.wishes,
    ...recursion.replaced(root).map(({ policy, effect }) => wish(replacedFact(root, policy.name, effect), sources)),
    ...carrierWishes(context, root),
    ...keyIndexes(context, root).map((fact) => enabling(fact, sources)),
  ];
  return { root, wishes, blocked: null, diagnostics: floor.diagnostics };
}

function blockedDesign(root: Isolated, demand: string, reason: string, whoCan: string): Design {
  return { root, wishes: [], blocked: { demand, reason, whoCan, candidate: null }, diagnostics: [] };
}

function unnamed(root: Isolated, demand: string, diagnostics: readonly Diagnostic[]): Design {
  const reason = diagnostics.map(({ what }) => what).join('; ');
  return { ...blockedDesign(root, demand, reason, 'whoever owns the naming rules'), diagnostics };
}

function replacedFact({ object }: Isolated, name: string, effect: string): NoPolicyFact {
  return { kind: 'no-policy', relation: object, name, effect };
}

/** What the carrier needs in the engine. */
function carrierWishes(context: ControlContext, { isolation, object }: Isolated): readonly Wish[] {
  const { carrier, source } = isolation;
  if (carrier.kind !== 'signed-setting') return [];
  return signedSettingFacts(context, carrier.setting, object.database ?? '').map((fact) => enabling(fact, [source]));
}

/** Where the team has permissive policies of its own, one of which may open: a restrictive floor under all of them. */
function floorOf(context: ControlContext, root: Isolated, ours: string, predicate: Sql) {
  const policies = itemsOf(
    scopeOf(context).database(root.object.database)?.database.policies ?? { status: 'read', items: [] },
  );
  const [schema, relation] = root.object.path;
  const replaced = new Set(
    recursionDesign(context)
      .replaced(root)
      .map((each) => each.policy),
  );
  const others = policies.filter(
    (each) => each.schema === schema && each.relation === relation && each.name !== ours && !replaced.has(each),
  );
  if (!others.some((each) => each.permissive)) return { wishes: [], diagnostics: [] };
  const named = nameOf(context, 'floor policy', { relation: relation ?? '' });
  if ('diagnostic' in named) return { wishes: [], diagnostics: [named.diagnostic] };
  return { wishes: [wish(floorPolicy(root, named.name, predicate), [root.isolation.source])], diagnostics: [] };
}

function forceRisks() {
  return [
    {
      what: 'pg_dump, REFRESH, extraction jobs and scheduled jobs without a declared route see no rows or are refused under FORCE',
      reason: 'row-level security binds the owner too',
      closedBy:
        'a login of kind backup with its database, an authorization row whose condition says all tenants, a row with maintain on the materialized view; jobs that loop over tenants and set the carrier need none',
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

function recursionNotes(context: ControlContext, done: readonly Design[]): readonly DesignNote[] {
  const { replaced, isPlain } = recursionDesign(context);
  const notes = done.flatMap(({ root }) =>
    replaced(root).map(({ policy, effect }) => ({
      title: `Policy ${policy.name} on ${root.object.path.join('.')} gives way to the tenant policy`,
      text: `${effect[0]?.toUpperCase() ?? ''}${effect.slice(1)}. The way back makes it again as it was.`,
      sources: [root.isolation.source],
    })),
  );
  const plain = done.flatMap(({ root }) => (isPlain(root) ? [root.object.path.join('.')] : []));
  if (plain.length === 0) return notes;
  const text = `${plain.join(', ')}: a policy of the team reads them in a subquery, which the server would refuse (42P17) through a subquery in ours. The setting is read for every row there.`;
  return [...notes, { title: 'Tenant policies without a subquery', text, sources: [] }];
}
