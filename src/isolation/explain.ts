// Why a proof fails, in one sentence, and the smallest edit that would make it hold: which permissive policy
// alone lets the row through, and for whom it is.

import type { Policy } from '../inventory/index.js';
import { questionOf, type Asked, type Question } from './question.js';
import { applicablePolicies } from './policies.js';
import type { Solver } from './solver.js';
import { World } from './world.js';

export interface Explanation {
  readonly reason: string;
  readonly edit: string;
}

export async function explain(solver: Solver, asked: Asked, question: Question): Promise<Explanation> {
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
      return culprit(solver, asked);
  }
}

/** The permissive policies that leak even alone (with every restrictive one). */
async function culprit(solver: Solver, asked: Asked): Promise<Explanation> {
  const bound = applicablePolicies(asked.world, asked.actor, asked.relation, asked.command);
  const permissive = bound.filter((policy) => policy.permissive);
  const leaking: Policy[] = [];
  for (const policy of permissive.slice(0, 12)) {
    const rest = permissive.filter((each) => each !== policy);
    if (permissive.length === 1 || (await leaksAlone(solver, asked, rest))) leaking.push(policy);
  }
  const [first] = leaking;
  if (first === undefined)
    return {
      reason: 'the permissive policies leak only together',
      edit: `add to ${asked.relation.schema}.${asked.relation.name} a RESTRICTIVE policy on the tenant key`,
    };
  return { reason: sentence(asked, first), edit: editOf(asked, first, leaking.length) };
}

async function leaksAlone(solver: Solver, asked: Asked, without: readonly Policy[]): Promise<boolean> {
  const { inventory, database } = asked.world;
  const { policies } = database;
  if (policies.status !== 'read') return false;
  const reduced = {
    ...database,
    policies: { ...policies, items: policies.items.filter((each) => !without.includes(each)) },
  };
  const world = new World(inventory, reduced, asked.world);
  const question = await questionOf({ ...asked, world });
  return (await solver.ask(question.text, [])).kind === 'sat';
}

function sentence({ world, actor, command }: Asked, policy: Policy): string {
  const text = (command === 'insert' ? (policy.check ?? policy.using) : policy.using) ?? policy.check ?? '';
  const everything = /^\(?true\)?$/u.test(text.trim());
  const what = everything ? 'lets every row through' : `lets rows of another tenant through: ${shortened(text)}`;
  if (policy.forPublic) return `policy ${policy.name} is permissive for everybody and ${what}`;
  const group =
    policy.roles.find((name) => world.access.members.reaches('privileges', actor, name, world.database.name)) ?? '';
  const whose = group === actor ? `for ${actor}` : `for group ${group}, of which ${actor} is a member,`;
  return `policy ${policy.name} is permissive ${whose} and ${what}`;
}

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim();
  return flat.length > 160 ? `${flat.slice(0, 157)}…` : flat;
}

function editOf({ relation, command }: Asked, policy: Policy, count: number): string {
  const table = `${relation.schema}.${relation.name}`;
  if (count > 1) return `add to ${table} a RESTRICTIVE policy on the tenant key (${count} permissive policies leak)`;
  const part = command === 'insert' || (command === 'update' && policy.check !== null) ? 'WITH CHECK' : 'USING';
  return `AND the condition on the tenant key to the ${part} of policy ${policy.name} on ${table}`;
}
