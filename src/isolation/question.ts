// The question whether a role can reach a foreign row by one command: built from the policies that bind the
// role, or from nothing when none does. Unsatisfiable means that it cannot.

import type { Relation } from '../inventory/index.js';
import { assertChecks } from './checks.js';
import { identityOf, type Identity, type Ownership } from './identity.js';
import { applicablePolicies, policyCondition, rowSecurityFor, type RowCommand, type RowSecurity } from './policies.js';
import { readable } from './preferences.js';
import { openReading, type OpenReading } from './reading.js';
import type { RowSource, SymbolicRow } from './scope.js';
import { and, not, or, type Formula } from './value.js';
import { Unparsed, type World } from './world.js';

export interface Asked {
  readonly world: World;
  readonly relation: Relation;
  /** The login role, and the role as which it acts after SET ROLE. */
  readonly session: string;
  readonly actor: string;
  readonly command: RowCommand;
  readonly ownership: Ownership;
  /** Only rows that name the session's own user here: a membership that it gives itself. */
  readonly selfColumn?: string;
}

export interface Question {
  readonly reading: OpenReading;
  readonly security: RowSecurity;
  /** The row that is reached; for INSERT the row that is made. */
  readonly target: SymbolicRow;
  /** The row as UPDATE leaves it. */
  readonly made: SymbolicRow | null;
  readonly text: string;
  /** Truths of the text, apart so that a counterexample with a tenant in the session comes before one with none. */
  readonly cases: readonly Formula[];
  /** What a counterexample should keep to when it can: no SQL error on the way. */
  readonly preferred: Formula;
}

/** @throws NotJudged, TooLarge */
export async function questionOf(asked: Asked): Promise<Question> {
  return parsing(asked.world, () => build(asked));
}

/** Reads again whenever a text had to be parsed first. */
export async function parsing<T>(world: World, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Unparsed)) throw error;
      await world.parse(error.text);
    }
  }
}

function build(asked: Asked): Question {
  const reading = openReading(asked.world, asked.session);
  const identity = identityOf(reading, asked.ownership);
  const { schema, name } = asked.relation;
  const security = rowSecurityFor(asked.world, asked.actor, asked.relation);
  const target = reading.rows.add(schema, name, { virtual: asked.command === 'insert' });
  const made = asked.command === 'update' ? reading.rows.add(schema, name, { virtual: true }) : null;
  reading.problem.assert(leakOf(reading, asked, identity, security, target, made));
  identity.settle();
  assertChecks(reading);
  return { ...finished(reading, identity), security, target, made };
}

/** Keys are asserted when all rows are known; after that nothing is added. */
export function finished(
  reading: OpenReading,
  { nobody, unset }: Identity,
): Pick<Question, 'reading' | 'text' | 'cases' | 'preferred'> {
  const { problem } = reading;
  reading.rows.assertKeys();
  const cases = [not(nobody), and(nobody, unset), and(nobody, not(unset))];
  const named = cases.filter((each) => each !== 'false').map((each) => problem.bool(each));
  const preferred = problem.bool(and(...problem.notes.preferences, ...readable(problem)));
  return { reading, text: problem.text(), cases: named, preferred };
}

function leakOf(
  reading: OpenReading,
  asked: Asked,
  identity: Identity,
  security: RowSecurity,
  target: SymbolicRow,
  made: SymbolicRow | null,
): Formula {
  const policies = applicablePolicies(asked.world, asked.actor, asked.relation, asked.command);
  const admits = (part: 'using' | 'check', row: RowSource): Formula =>
    security === 'applies' ? policyCondition(reading, policies, part, row, asked.relation, asked.actor) : 'true';
  if (asked.command === 'insert') return and(identity.foreign(target), admits('check', target));
  const reached = or(identity.nobody, identity.foreign(target));
  if (made === null) return and(reached, admits('using', target));
  keepUnchangeable(reading, asked, target, made);
  const outcome = asked.selfColumn === undefined ? or(reached, identity.foreign(made)) : identity.foreign(made);
  return and(outcome, admits('using', target), admits('check', made));
}

/** Columns without the UPDATE privilege stay as they are. */
function keepUnchangeable(reading: OpenReading, asked: Asked, before: SymbolicRow, after: SymbolicRow): void {
  const { access, database } = asked.world;
  for (const name of before.names) {
    const column = {
      kind: 'column',
      path: [asked.relation.schema, asked.relation.name, name],
      database: database.name,
    } as const;
    if (access.holds(asked.actor, column, 'UPDATE')) continue;
    const [left, right] = [before.column(name), after.column(name)];
    if (left?.kind === 'scalar' && right?.kind === 'scalar') {
      reading.problem.assert(and(`(= ${left.isNull} ${right.isNull})`, `(= ${left.value} ${right.value})`));
    } else if (left?.kind === 'truth' && right?.kind === 'truth') {
      reading.problem.assert(and(`(= ${left.isTrue} ${right.isTrue})`, `(= ${left.isFalse} ${right.isFalse})`));
    }
  }
}
