// Whether the policies alone keep tenants apart for a role that reads or writes the relation on somebody's behalf.

import { decide } from '../candidate.js';
import { applicablePolicies, rowSecurityFor, type RowCommand } from '../policies.js';
import { questionOf, type Asked } from '../question.js';
import { reasonOf, type Subject } from '../rows-verdict.js';
import type { Solver } from '../solver.js';

/** In a policy that is asked through a view these name the view's reader, not the role that is bound. */
const NAMES_USER = /\b(?:current_user|current_role|user|pg_has_role)\b/iu;

export async function policiesSuffice(
  solver: Solver,
  { world, relation, role, ownership }: Subject,
  actor: string,
  command: RowCommand,
): Promise<boolean> {
  if (rowSecurityFor(world, actor, relation) !== 'applies') return false;
  const policies = applicablePolicies(world, actor, relation, command);
  if (actor !== role && policies.some(({ using, check }) => NAMES_USER.test(`${using ?? ''} ${check ?? ''}`)))
    return false;
  const asked: Asked = { world, relation, session: role, actor, command, ownership };
  try {
    return (await decide(solver, asked, await questionOf(asked))).kind === 'proved';
  } catch (error) {
    reasonOf(error);
    return false;
  }
}
