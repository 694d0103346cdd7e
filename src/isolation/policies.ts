// Which policies bind a role, and what they together demand of a row: permissive ones are ORed, restrictive
// ones ANDed, none permissive denies. A policy is for a role when the role has its privileges.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html, get_policies_for_relation() in rowsecurity.c

import { child, type Tree } from '../sql/parse-tree.js';
import type { Policy, Relation } from '../inventory/index.js';
import { within, type Reading, type RowSource, type Scope } from './scope.js';
import { and, FALSE, or, type Formula, type Truth } from './value.js';
import type { World } from './world.js';

export type RowCommand = 'select' | 'insert' | 'update' | 'delete';
export type RowSecurity = 'applies' | 'disabled' | 'owner' | 'bypass' | 'superuser';

/** check_enable_rls(): what stands between a role and all rows. */
export function rowSecurityFor(world: World, role: string, relation: Relation): RowSecurity {
  if (!relation.rowSecurity.enabled) return 'disabled';
  const { members } = world.access;
  const facts = members.role(role);
  if (facts?.superuser === true) return 'superuser';
  if (facts?.bypassRls === true) return 'bypass';
  const owns = members.reaches('privileges', role, relation.owner, world.database.name);
  return owns && !relation.rowSecurity.forced ? 'owner' : 'applies';
}

export function applicablePolicies(
  world: World,
  role: string,
  relation: Relation,
  command: RowCommand,
): readonly Policy[] {
  const wanted = command.toUpperCase();
  return world
    .policies(relation.schema, relation.name)
    .filter((policy) => policy.command === 'ALL' || policy.command === wanted)
    .filter(
      (policy) =>
        policy.forPublic ||
        policy.roles.some((name) => world.access.members.reaches('privileges', role, name, world.database.name)),
    );
}

/** `using` for rows that are there, `check` for rows that are to be (USING where there is no CHECK). */
export function policyCondition(
  reading: Reading,
  policies: readonly Policy[],
  part: 'using' | 'check',
  row: RowSource,
  relation: Relation,
  actor: string,
  outer: Scope | null = null,
): Formula {
  const scope = policyScope(relation, row, actor, outer);
  const read = (policy: Policy): Truth => readPolicy(reading, policy, part, scope);
  const permissive = policies.filter((policy) => policy.permissive).map((policy) => read(policy).isTrue);
  if (permissive.length === 0) return 'false';
  const restrictive = policies.filter((policy) => !policy.permissive).map((policy) => read(policy).isTrue);
  return reading.problem.bool(and(or(...permissive), ...restrictive));
}

function policyScope(relation: Relation, row: RowSource, actor: string, outer: Scope | null): Scope {
  const trail = outer?.trail ?? [];
  return {
    tables: [{ alias: relation.name, row }],
    outer: null,
    variables: new Map(),
    actor,
    user: outer?.user ?? null,
    path: null,
    trail,
    common: new Map(),
  };
}

export function readPolicy(reading: Reading, policy: Policy, part: 'using' | 'check', scope: Scope): Truth {
  const text = part === 'check' ? (policy.check ?? policy.using) : policy.using;
  if (text === null) return FALSE;
  const expression = expressionOf(reading.world, text);
  if (typeof expression === 'string') {
    reading.problem.guess(`policy ${policy.name}: ${expression}`);
    return reading.problem.freshTruth();
  }
  return reading.problem.asTruth(reading.expression(expression.tree, scope));
}

/** A text of pg_get_expr as a tree, or why it is none. */
export function expressionOf(world: World, text: string): { readonly tree: Tree } | string {
  const parsed = world.parsed(`SELECT ${text}`);
  if (!parsed.ok) return `its expression does not parse (${parsed.reason})`;
  const targets = child(parsed.statements[0]?.node, 'targetList');
  const tree = Array.isArray(targets) && targets.length === 1 ? child(targets[0], 'ResTarget', 'val') : undefined;
  return tree === undefined || parsed.statements.length !== 1 ? 'its expression is not one expression' : { tree };
}

/** What lets the scope's role read a row of an inner relation. Too deep or cyclic: nothing is demanded. */
export function readableRow(reading: Reading, schema: string, name: string, row: RowSource, scope: Scope): Formula {
  const relation = reading.world.relation(schema, name);
  if (relation === undefined || rowSecurityFor(reading.world, scope.actor, relation) !== 'applies') return 'true';
  const inner = within(scope, `policies of ${schema}.${name}`);
  if (inner === null) return 'true';
  const policies = applicablePolicies(reading.world, scope.actor, relation, 'select');
  return policyCondition(reading, policies, 'using', row, relation, scope.actor, inner);
}
