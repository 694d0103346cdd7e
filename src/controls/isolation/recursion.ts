// What becomes of the team's policies that the server cannot expand (42P17), today or together with ours. A
// permissive policy of the team says nothing that the tenant policy does not say: both stand under the same
// tenant predicate. So one that leads back to its own table gives way to the tenant policy; first, where it
// suffices, ours compare the key without a subquery and all of the team's stay. What is decided is found again
// in the hardened state, since it depends on the team's remaining policies and on the design alone.

import type { Policy } from '../../inventory/index.js';
import { describeRecursion, recursionOf, type PolicyRecursion, type PolicyWorld } from '../../isolation/recursion.js';
import { presentWorld, type PresentWorld } from '../../isolation/recursion-world.js';
import type { ThreatKind } from '../../pg/threat-kind.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { scopeOf, type DatabaseScope } from '../scope.js';
import { designedWorld, keyOf } from './designed-world.js';
import { isolatedRoots, type Isolated } from './isolated.js';
import { canBePlain, isMembership } from './own-policies.js';

/** The threats that the isolation of tables counters: without one of them nothing is replaced. */
export const ISOLATION_THREATS: readonly ThreatKind[] = ['tenant-crossing', 'injection-blast-radius'];

export interface Replaced {
  readonly policy: Policy;
  /** `a.t (policy p) → a.u (policy q) → a.t` */
  readonly path: string;
  /** It fails as the source is, not only together with the tenant policies. */
  readonly today: boolean;
  /** For people: what changes for a session. */
  readonly effect: string;
}

export interface RecursionDesign {
  readonly replaced: (root: Isolated) => readonly Replaced[];
  readonly isPlain: (root: Isolated) => boolean;
  /** Why no tenant policy can be made: its own look-up meets policies that nobody stated as isolated. */
  readonly impossible: (root: Isolated) => string | null;
  readonly isReplaced: (database: string, policy: Policy) => boolean;
}

export const recursionDesign: (context: ControlContext) => RecursionDesign = perContext((context) => {
  const stated = context.bound.intent.threats.some(({ kind }) => kind !== null && ISOLATION_THREATS.includes(kind));
  const parts = stated ? scopeOf(context).databases.map((scope) => ofDatabase(context, scope)) : [];
  const replaced = new Map(parts.flatMap((each) => [...each.replaced]));
  const impossible = new Map(parts.flatMap((each) => [...each.impossible]));
  const plain = new Set(parts.flatMap((each) => [...each.plain]));
  return {
    replaced: (root) => replaced.get(rootKey(root)) ?? [],
    isPlain: (root) => plain.has(rootKey(root)),
    impossible: (root) => impossible.get(rootKey(root)) ?? null,
    isReplaced: (database, policy) =>
      replaced.get(keyOf(database, policy.schema, policy.relation))?.some((each) => each.policy === policy) ?? false,
  };
});

interface Part {
  readonly replaced: ReadonlyMap<string, readonly Replaced[]>;
  readonly plain: ReadonlySet<string>;
  readonly impossible: ReadonlyMap<string, string>;
}

const NOTHING: Part = { replaced: new Map(), plain: new Set(), impossible: new Map() };

function ofDatabase(context: ControlContext, scope: DatabaseScope): Part {
  const roots = isolatedRoots(context).filter(({ object }) => object.database === scope.name);
  const present = roots.length === 0 ? null : presentWorld(context.inventory, scope.database);
  if (present === null) return NOTHING;
  const found = new Map<string, Replaced[]>();
  const gone = new Set<Policy>();
  const everyPlain = new Set(roots.filter(canBePlain).map(rootKey));
  for (;;) {
    const world = designedWorld(context, scope, present, { gone, plain: everyPlain });
    const met = roots.flatMap((root) => replaceable(world, present, root));
    const circular = met.filter(
      ({ policy, recursion }) => recursion.again === recursion.path[0]?.relation && reads(policy),
    );
    const next = circular.length > 0 ? circular : met;
    if (next.length === 0) return { replaced: found, ...rest(context, scope, present, roots, gone) };
    for (const each of next) {
      gone.add(each.policy);
      const key = rootKey(each.root);
      found.set(key, [...(found.get(key) ?? []), described(each)]);
    }
  }
}

interface Met {
  readonly root: Isolated;
  readonly policy: Policy;
  readonly recursion: PolicyRecursion;
  readonly today: boolean;
}

/** A restrictive policy narrows: it goes only when it lets nothing through today. */
function replaceable(
  world: PolicyWorld & { readonly team: PolicyWorld['policies'] },
  present: PresentWorld,
  root: Isolated,
): readonly Met[] {
  return world.team(root.relation).flatMap((policy) => {
    const recursion = anyRecursion(world, present.users, root, policy);
    if (recursion === null) return [];
    const now = anyRecursion(present, present.users, root, policy);
    return policy.permissive || now !== null
      ? [{ root, policy, recursion: now ?? recursion, today: now !== null }]
      : [];
  });
}

function anyRecursion(
  world: PolicyWorld,
  users: readonly string[],
  { relation }: Isolated,
  policy: Policy,
): PolicyRecursion | null {
  for (const user of users) {
    const found = recursionOf(world, user, relation, policy);
    if (found !== null) return found;
  }
  return null;
}

function reads({ command }: Policy): boolean {
  return command === 'ALL' || command === 'SELECT';
}

/** With the team's policies settled: where ours must be plain, and where they cannot be made at all. */
function rest(
  context: ControlContext,
  scope: DatabaseScope,
  present: PresentWorld,
  roots: readonly Isolated[],
  gone: ReadonlySet<Policy>,
): Pick<Part, 'plain' | 'impossible'> {
  const byRelation = new Map(roots.map((root) => [root.relation, root]));
  const plain = new Set<string>();
  for (;;) {
    const world = designedWorld(context, scope, present, { gone, plain });
    const met = roots.flatMap((root) =>
      world.policies(root.relation).flatMap((policy) => {
        const recursion = anyRecursion(world, present.users, root, policy);
        return recursion === null ? [] : [{ root, policy, recursion }];
      }),
    );
    const candidates = met.flatMap(({ recursion: { again, path } }) =>
      [again, ...path.map(({ relation }) => relation)].flatMap((relation) => byRelation.get(relation) ?? []),
    );
    const next = candidates.find((root) => canBePlain(root) && !plain.has(rootKey(root)));
    if (next === undefined)
      return {
        plain,
        impossible: new Map(met.map(({ root, recursion }) => [rootKey(root), describeRecursion(recursion)])),
      };
    plain.add(rootKey(next));
  }
}

function described({ root, policy, recursion, today }: Met): Replaced {
  const path = describeRecursion(recursion);
  const before = today
    ? `every ${recursion.commands.join(', ')} that policy ${policy.name} is asked for fails today (42P17: ${path})`
    : `policy ${policy.name} would recurse with the tenant policies (42P17: ${path})`;
  const after =
    isMembership(root) && policy.command !== 'SELECT'
      ? 'a session reads its own memberships and writes none'
      : 'a session reaches the rows of its own tenant, which the tenant policy lets through';
  return { policy, path, today, effect: `${before}; from then on ${after}` };
}

function rootKey({ object }: Isolated): string {
  return keyOf(object.database ?? '', object.path[0] ?? '', object.path[1] ?? '');
}
