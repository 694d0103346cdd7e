// Why a proof fails, in one sentence, and the smallest edit that would make it hold: which permissive policy alone
// lets the row through, for whom it is, and which of its alternatives is enough.

import type { Policy } from '../inventory/index.js';
import { alternatives, shortened } from './alternatives.js';
import { applicablePolicies } from './policies.js';
import { questionOf, type Asked, type Question } from './question.js';
import { ident, isProvedWith, tenantCondition, withPolicies } from './remedy.js';
import type { Solver } from './solver.js';
import type { Candidate } from './verdict.js';

export interface Explanation {
  readonly reason: string;
  readonly edit: string;
}

export async function explain(
  solver: Solver,
  asked: Asked,
  question: Question,
  counterexample: Candidate | undefined,
): Promise<Explanation> {
  const { relation, actor } = asked;
  const name = `${relation.schema}.${relation.name}`;
  switch (question.security) {
    case 'disabled':
      return {
        reason: `row-level security is not enabled on ${name}`,
        edit: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, with a policy on the tenant key`,
      };
    case 'owner':
      return {
        reason: `${actor} has the owner's rights and row-level security is not forced`,
        edit: `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
      };
    case 'bypass':
    case 'superuser':
      return {
        reason: `${actor} is not bound by policies (${question.security === 'bypass' ? 'BYPASSRLS' : 'superuser'})`,
        edit: `connect as a role without that attribute`,
      };
    case 'applies':
      return shadowed(counterexample) ?? (await culprit(solver, asked));
  }
}

/** A table of the session's own, which a function takes for the one that it means. */
function shadowed(counterexample: Candidate | undefined): Explanation | null {
  const row = counterexample?.rows.find((each) => each.temporary);
  if (row === undefined) return null;
  const table = row.relation.map(ident).join('.');
  return {
    reason: `a function that the policies call finds ${table} through the search path, and the session puts a temporary table of that name before it`,
    edit: `name ${table} with its schema in that function, or end its search_path with pg_temp (SET search_path = ${ident(row.relation[0])}, pg_temp)`,
  };
}

/** The permissive policies that leak even alone (with every restrictive one). */
async function culprit(solver: Solver, asked: Asked): Promise<Explanation> {
  const bound = applicablePolicies(asked.world, asked.actor, asked.relation, asked.command);
  const permissive = bound.filter((policy) => policy.permissive);
  const leaking: Policy[] = [];
  for (const policy of permissive.slice(0, 12)) {
    const rest = bound.filter((each) => !each.permissive);
    if (permissive.length === 1 || (await leaks(solver, asked, [policy, ...rest]))) leaking.push(policy);
  }
  const [first] = leaking;
  if (first === undefined)
    return { reason: 'the permissive policies leak only together', edit: await restrictive(solver, asked, bound) };
  const part = await enough(solver, asked, first, bound);
  const edit =
    leaking.length > 1 ? await restrictive(solver, asked, bound) : await narrowed(solver, asked, first, bound);
  return { reason: sentence(asked, first, part), edit };
}

async function leaks(solver: Solver, asked: Asked, policies: readonly Policy[]): Promise<boolean> {
  const question = await questionOf({ ...asked, world: withPolicies(asked, policies) });
  return (await solver.ask(question.text, [])).kind === 'sat';
}

/** The one alternative of the policy's condition that leaks without the others; else all of it. */
async function enough(solver: Solver, asked: Asked, policy: Policy, bound: readonly Policy[]): Promise<string> {
  const text = conditionOf(asked, policy);
  const rest = bound.filter((each) => !each.permissive);
  const parts = alternatives(text);
  if (parts.length < 2) return text;
  for (const part of parts.slice(0, 8)) {
    const alone = isCheck(asked, policy) ? { ...policy, check: part } : { ...policy, using: part };
    if (await leaks(solver, asked, [alone, ...rest])) return part;
  }
  return text;
}

/** Which of the two the command is measured by. */
function isCheck({ command }: Asked, policy: Policy): boolean {
  return policy.check !== null && (command === 'insert' || policy.using === null);
}

function conditionOf(asked: Asked, policy: Policy): string {
  return (isCheck(asked, policy) ? policy.check : policy.using) ?? '';
}

function sentence({ world, actor }: Asked, policy: Policy, text: string): string {
  const everything = /^\(?true\)?$/u.test(text.trim());
  const what = everything ? 'lets every row through' : `lets rows of another tenant through: ${shortened(text)}`;
  if (policy.forPublic) return `policy ${policy.name} is permissive for everybody and ${what}`;
  const group =
    policy.roles.find((name) => world.access.members.reaches('privileges', actor, name, world.database.name)) ?? '';
  const whose = group === actor ? `for ${actor}` : `for group ${group}, of which ${actor} is a member,`;
  return `policy ${policy.name} is permissive ${whose} and ${what}`;
}

/** ALTER POLICY, when the solver agrees. */
async function narrowed(solver: Solver, asked: Asked, policy: Policy, bound: readonly Policy[]): Promise<string> {
  const table = `${ident(asked.relation.schema)}.${ident(asked.relation.name)}`;
  const condition = tenantCondition(asked);
  const also = (text: string | null): string | null => (text === null ? null : `(${text}) AND (${condition ?? ''})`);
  const using = asked.command === 'insert' && policy.check !== null ? policy.using : also(policy.using);
  const check = asked.command === 'insert' || asked.command === 'update' ? also(policy.check) : policy.check;
  const changed = bound.map((each) => (each === policy ? { ...policy, using, check } : each));
  const parts = [
    ...(using === policy.using ? [] : [`USING (${using ?? ''})`]),
    ...(check === policy.check ? [] : [`WITH CHECK (${check ?? ''})`]),
  ];
  if (condition !== null && (await isProvedWith(solver, asked, changed)))
    return `ALTER POLICY ${ident(policy.name)} ON ${table} ${parts.join(' ')}`;
  return `AND the condition on the tenant key to policy ${policy.name} on ${table}`;
}

async function restrictive(solver: Solver, asked: Asked, bound: readonly Policy[]): Promise<string> {
  const { relation } = asked;
  const table = `${ident(relation.schema)}.${ident(relation.name)}`;
  const condition = tenantCondition(asked);
  const base = { schema: relation.schema, relation: relation.name, name: 'tenant', roles: [], comment: null };
  const added: Policy = {
    ...base,
    command: 'ALL',
    permissive: false,
    forPublic: true,
    using: condition,
    check: condition,
  };
  if (condition !== null && (await isProvedWith(solver, asked, [...bound, added])))
    return `CREATE POLICY tenant ON ${table} AS RESTRICTIVE USING (${condition}) WITH CHECK (${condition})`;
  return `add to ${table} a RESTRICTIVE policy on the tenant key`;
}
