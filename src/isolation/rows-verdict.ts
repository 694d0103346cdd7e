// Row access: for a role and a relation, each command's verdict, as the role itself and as every role that it
// may SET ROLE to. A candidate is not yet a refutation: `runs` has it replayed.

import { isRelationKind, objectRef } from '../pg/index.js';
import type { Privilege } from '../pg/privilege.js';
import type { Relation } from '../inventory/index.js';
import { decide, furtherCandidates } from './candidate.js';
import { NotJudged, type Ownership } from './identity.js';
import { explain } from './explain.js';
import { TooLarge } from './problem.js';
import { rowSecurityFor, type RowCommand } from './policies.js';
import { questionOf, type Asked } from './question.js';
import { searchCandidates } from './search.js';
import type { Solver } from './solver.js';
import type { Candidate, Channel, Verdict } from './verdict.js';
import { unreadPart } from './unread.js';
import type { World } from './world.js';

export const ROW_COMMANDS = ['select', 'insert', 'update', 'delete'] as const;

/** A verdict, and what may refute it when replayed, the likeliest first. */
export interface Judged {
  readonly verdict: Verdict;
  readonly candidates: readonly Candidate[];
  /** Tried when none of these is confirmed. */
  readonly search?: () => Promise<readonly Candidate[]>;
}

export interface Subject {
  readonly world: World;
  readonly relation: Relation;
  readonly role: string;
  readonly ownership: Ownership;
  /** Where the relation is reached from: a table itself, or a partition read directly. */
  readonly channel: Channel;
}

export async function judgeRows(
  solver: Solver,
  subject: Subject,
  commands: readonly RowCommand[] = ROW_COMMANDS,
): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const command of commands) {
    const actors = actorsOf(subject, command);
    if (actors.length === 0) found.push(noAccess(subject, command));
    for (const actor of actors) found.push(await judgeAs(solver, subject, actor, command));
  }
  return found;
}

/** The role first, then those it can become that hold the privilege and are bound differently. */
function actorsOf({ world, relation, role }: Subject, command: RowCommand): readonly string[] {
  const { members } = world.access;
  const reached = members
    .reached('set', role)
    .filter((name) => name !== role && members.role(name)?.superuser !== true);
  return [role, ...reached].filter((name) => mayUse(world, name, relation, command));
}

/** Through the relation or through any of its columns, with CONNECT and schema USAGE. */
export function mayUse(world: World, role: string, relation: Relation, command: RowCommand): boolean {
  const privilege: Privilege = PRIVILEGE[command];
  const { database, access } = world;
  if (!isRelationKind(relation.kind)) return false;
  if (access.usable(role, objectRef(relation.kind, [relation.schema, relation.name], database.name), privilege))
    return true;
  if (privilege === 'DELETE') return false;
  return world
    .columns(relation.schema, relation.name)
    .some(
      (column) =>
        column.acl !== null &&
        access.usable(
          role,
          objectRef('column', [column.schema, column.relation, column.name], database.name),
          privilege,
        ),
    );
}

const PRIVILEGE = { select: 'SELECT', insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const;

function noAccess(subject: Subject, command: RowCommand): Judged {
  const reason = `${subject.role} does not hold ${PRIVILEGE[command]} on it, nor does any role that it may become`;
  return { verdict: { ...base(subject, command, subject.channel), verdict: 'no-access', reason }, candidates: [] };
}

async function judgeAs(solver: Solver, subject: Subject, actor: string, command: RowCommand): Promise<Judged> {
  const { world, relation, role, ownership } = subject;
  const asked: Asked = { world, relation, session: role, actor, command, ownership };
  const verdict = { ...base(subject, command, channelOf(subject, actor)) };
  const unread = unreadPart(world);
  if (unread !== null) return { verdict: { ...verdict, verdict: 'unknown', reason: unread }, candidates: [] };
  try {
    const question = await questionOf(asked);
    const decision = await decide(solver, asked, question);
    if (decision.kind === 'proved')
      return {
        verdict: { ...verdict, verdict: 'proved', reason: 'no row of another tenant satisfies the policies' },
        candidates: [],
      };
    const near = decision.kind === 'candidates' ? decision.candidates : [];
    const search = async (): Promise<readonly Candidate[]> => {
      const further = near.length === 0 ? [] : await furtherCandidates(solver, asked, question);
      return [...further, ...searchCandidates(asked, question, 1, [...near, ...further])];
    };
    if (decision.kind === 'unknown')
      return { verdict: { ...verdict, verdict: 'unknown', reason: decision.reason }, candidates: [], search };
    const counterexample = decision.candidates[0];
    const { reason, edit } = await explain(solver, asked, question, counterexample);
    const open = [...question.reading.problem.guesses].slice(0, 3).join('; ');
    return {
      verdict: {
        ...verdict,
        verdict: 'unknown',
        reason: open === '' ? reason : `${reason} (not modelled: ${open})`,
        edit,
        ...(counterexample === undefined ? {} : { counterexample }),
      },
      candidates: decision.candidates,
      search,
    };
  } catch (error) {
    return { verdict: { ...verdict, verdict: 'unknown', reason: reasonOf(error) }, candidates: [] };
  }
}

/** Deep nesting ends in a RangeError: the question could not be put, so nothing is known. */
export function reasonOf(error: unknown): string {
  if (error instanceof NotJudged || error instanceof TooLarge) return error.message;
  if (error instanceof RangeError) return 'the expression is nested too deeply to be read';
  throw error;
}

function base({ world, relation, role, ownership }: Subject, command: string, channel: Channel) {
  const { carrier, model } = ownership;
  const assumptions = [
    ...(relation.kind === 'foreign-table' ? ['far-side-open'] : []),
    ...(model === 'honest' ? ['carrier-honest'] : ['carrier-forgeable']),
    ...(carrier.via === undefined
      ? []
      : [`memberships in ${carrier.via.schema}.${carrier.via.table} are true (see channel trusted-table)`]),
  ];
  return {
    relation: [relation.schema, relation.name] as const,
    database: world.database.name,
    role,
    command,
    channel,
    assumptions,
  };
}

function channelOf({ world, relation, role, channel }: Subject, actor: string): Channel {
  if (actor !== role) return 'set-role';
  const security = rowSecurityFor(world, actor, relation);
  if (security === 'owner') return 'owner';
  return security === 'bypass' || security === 'superuser' ? 'bypass' : channel;
}
