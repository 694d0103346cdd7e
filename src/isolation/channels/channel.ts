// What the channels share: a question about a foreign row that is reached through something else than the
// table itself, and the verdict that follows from its answer.

import { decide } from '../candidate.js';
import { identityOf } from '../identity.js';
import { parsing, type Asked, type Question } from '../question.js';
import { openReading, type OpenReading } from '../reading.js';
import { reasonOf, type Judged, type Subject } from '../rows-verdict.js';
import type { Scope, SymbolicRow, Witness } from '../scope.js';
import type { Solver } from '../solver.js';
import type { Candidate, Channel, Observe, Verdict } from '../verdict.js';
import { and, or, type Formula } from '../value.js';

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
  readonly witness: (reading: OpenReading) => Witness | null;
  readonly observe: Observe | ((question: Question) => Observe);
  readonly safe: string;
  readonly leak: string;
  readonly edit: string;
}

/** Whether a row of another tenant can take part in what the witness shows. */
export async function judgeShown(solver: Solver, subject: Subject, shown: Shown): Promise<Judged> {
  const { world, relation, role, ownership } = subject;
  const asked: Asked = { world, relation, session: role, actor: role, command: 'select', ownership };
  try {
    const built = await parsing(world, () => build(subject, shown));
    if (typeof built === 'string')
      return settled(shown.base, built === '' ? 'proved' : 'unknown', built === '' ? shown.safe : built);
    const decision = await decide(solver, asked, built);
    if (decision.kind === 'proved') return settled(shown.base, 'proved', shown.safe);
    if (decision.kind === 'unknown') return settled(shown.base, 'unknown', decision.reason);
    const observe = typeof shown.observe === 'function' ? shown.observe(built) : shown.observe;
    return suspected(
      shown.base,
      shown.leak,
      decision.candidates.map((each) => ({ ...each, observe })),
      shown.edit,
    );
  } catch (error) {
    return settled(shown.base, 'unknown', reasonOf(error));
  }
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
  reading.rows.assertKeys();
  return {
    reading,
    security: 'applies',
    target,
    made: null,
    text: reading.problem.text(),
    nobody: identity.nobody,
    unset: identity.unset,
  };
}

function isOf({ relation }: Subject, row: SymbolicRow): boolean {
  return !row.virtual && row.schema === relation.schema && row.relation === relation.name;
}
