// What the channels share: a question about a foreign row that is reached through something else than the
// table itself, and the verdict that follows from its answer.

import { itemsOf, type Relation } from '../../inventory/index.js';
import { objectRef } from '../../pg/index.js';
import { decide } from '../candidate.js';
import { identityOf } from '../identity.js';
import { finished, parsing, type Asked, type Question } from '../question.js';
import { openReading, type OpenReading } from '../reading.js';
import { reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import type { Scope, SymbolicRow } from '../scope.js';
import type { Solver } from '../solver.js';
import type { Candidate, Channel, Observe, Verdict } from '../verdict.js';
import { and, or, type Formula, type Witness } from '../value.js';
import { relationKey, type World } from '../world.js';

export function verdictBase(
  subject: Subject,
  channel: Channel,
  command = 'select',
): Omit<Verdict, 'verdict' | 'reason'> {
  const { world, relation, role, ownership } = subject;
  const assumptions = [ownership.model === 'honest' ? 'carrier-honest' : 'carrier-forgeable'];
  return {
    relation: [relation.schema, relation.name],
    database: world.database.name,
    role,
    command,
    channel,
    assumptions,
  };
}

export function settled(
  base: Omit<Verdict, 'verdict' | 'reason'>,
  verdict: Verdict['verdict'],
  reason: string,
): Judged {
  return { verdict: { ...base, verdict, reason }, candidates: [] };
}

/** A verdict with something to replay: until then it is open. */
export function suspected(
  base: Omit<Verdict, 'verdict' | 'reason'>,
  reason: string,
  candidates: readonly Candidate[],
  edit?: string,
): Judged {
  const [first] = candidates;
  const verdict: Verdict = {
    ...base,
    verdict: 'unknown',
    reason,
    ...(first === undefined ? {} : { counterexample: first }),
    ...(edit === undefined ? {} : { edit }),
  };
  return { verdict, candidates };
}

export const EMPTY_SCOPE: Omit<Scope, 'actor'> = {
  tables: [],
  outer: null,
  variables: new Map(),
  path: null,
  trail: [],
  common: new Map(),
};

export interface Shown {
  readonly base: Omit<Verdict, 'verdict' | 'reason'>;
  /** What is used: a view's or a routine's name. */
  readonly name: string;
  /** As whom the session acts. */
  readonly actor: string;
  /** Rows may take part that the witness does not show: then what was not understood leaves no proof. */
  readonly hidden: string | null;
  /** What is tried on a server when the solver does not decide. */
  readonly attempt: Candidate;
  readonly witness: (reading: OpenReading) => Witness | null;
  readonly observe: Observe | ((question: Question) => Observe);
  readonly safe: string;
  readonly leak: string;
  readonly edit: string;
}

/** Whether a row of another tenant can take part in what the witness shows. */
export async function judgeShown(solver: Solver, subject: Subject, shown: Shown): Promise<Judged> {
  const { world, relation, role, ownership } = subject;
  const { actor } = shown;
  const asked: Asked = { world, relation, session: role, actor, command: 'select', ownership };
  try {
    const built = await parsing(world, () => build(subject, shown));
    if (typeof built === 'string')
      return built === '' ? settled(shown.base, 'proved', shown.safe) : undecided(shown, built);
    const decision = await decide(solver, asked, built);
    if (decision.kind === 'proved') {
      const open = shown.hidden !== null && built.reading.problem.guesses.size > 0;
      return open ? undecided(shown, shown.hidden) : settled(shown.base, 'proved', shown.safe);
    }
    if (decision.kind === 'unknown') return undecided(shown, decision.reason);
    const observe = typeof shown.observe === 'function' ? shown.observe(built) : shown.observe;
    return suspected(
      shown.base,
      shown.leak,
      decision.candidates.map((each) => ({ ...each, observe })),
      shown.edit,
    );
  } catch (error) {
    return undecided(shown, reasonOf(error));
  }
}

function undecided({ base, name, attempt, edit }: Shown, reason: string | null): Judged {
  return suspected(base, `${name}: ${reason ?? 'it is not decided'}`, [attempt], edit);
}

/** A text is a verdict without a question: '' when the relation is not read at all. */
function build(subject: Subject, shown: Shown): Question | string {
  const reading = openReading(subject.world, subject.role);
  const identity = identityOf(reading, subject.ownership);
  const witness = shown.witness(reading);
  if (witness === null) return 'what it reads is not understood';
  const rows = reading.rows.all.filter((row) => isOf(subject, row));
  const [target] = rows;
  if (target === undefined) return reading.problem.guesses.size === 0 ? '' : [...reading.problem.guesses].join('; ');
  const foreign: readonly Formula[] = rows.map((row) => or(identity.nobody, identity.foreign(row)));
  reading.problem.assert(and(witness.holds, or(...foreign)));
  identity.settle();
  return { ...finished(reading, identity), security: 'applies', target, made: null };
}

/** Rows of partitions and inheritance children are rows of the relation. */
function isOf({ relation, world }: Subject, row: SymbolicRow): boolean {
  return !row.virtual && familyOf(world, relation).has(relationKey(row.schema, row.relation));
}

/** Keys of the relation and of everything below it. */
export function familyOf({ database }: World, relation: Relation): ReadonlySet<string> {
  const found = new Set([relationKey(relation.schema, relation.name)]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const each of itemsOf(database.relations)) {
      if (each.parents.some((parent) => found.has(relationKey(parent.schema, parent.name))))
        found.add(relationKey(each.schema, each.name));
    }
  }
  return found;
}

/** The role, and what it may SET ROLE to, where it may use the object. A superuser bypasses everything anyway. */
export function usersOf({ world, role }: Subject, may: (name: string) => boolean): readonly string[] {
  const { members } = world.access;
  const reached = members
    .reached('set', role)
    .filter((name) => name !== role && members.role(name)?.superuser !== true);
  return [role, ...reached].filter(may);
}

/** Whether the role has a session in the database at all. */
export function connects({ world, role }: Subject): boolean {
  return world.access.usable(role, objectRef('database', [world.database.name]), 'CONNECT');
}
