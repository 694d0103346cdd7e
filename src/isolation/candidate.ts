// Asks the solver, and writes its model down as rows and a session that a server can be given.

import { compareText } from '../core/order.js';
import { itemsOf } from '../inventory/index.js';
import { Model, wantedTerms } from './model.js';
import type { Problem } from './problem.js';
import type { Asked, Question } from './question.js';
import type { Solver, Wanted } from './solver.js';
import { isInteger } from './types.js';
import { and, not, type Formula } from './value.js';
import type { Candidate, PlantedRow } from './verdict.js';
import type { World } from './world.js';

export type Decision =
  | { readonly kind: 'proved' }
  /** The likeliest to replay first. */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Asked apart, so that a counterexample with a tenant in the session comes before one with none. */
export async function decide(solver: Solver, asked: Asked, question: Question): Promise<Decision> {
  const { nobody, unset, reading } = question;
  const cases = [not(nobody), and(nobody, unset), and(nobody, not(unset))].filter((each) => each !== 'false');
  const { taints } = reading.problem.notes;
  // Most are proved: then one question is enough.
  if (taints.size === 0 && (await solver.ask(question.text, [])).kind === 'unsat') return { kind: 'proved' };
  const wanted = wantedTerms(reading.problem, reading.rows.all);
  const candidates: Candidate[] = [];
  const open: string[] = [];
  for (const each of cases) {
    const answer = await solver.ask(`${question.text}\n(assert ${each})`, wanted);
    if (answer.kind === 'unknown') open.push(answer.reason);
    if (answer.kind !== 'sat') continue;
    candidates.push(...(await preferred(solver, asked, question, each, wanted)));
    candidates.push(written(answer.values, wanted, asked, question));
  }
  if (candidates.length > 0) return { kind: 'candidates', candidates };
  const [reason = [...taints][0]] = open;
  return reason === undefined ? { kind: 'proved' } : { kind: 'unknown', reason };
}

/** The same without SQL errors on the way, when there is one. */
async function preferred(
  solver: Solver,
  asked: Asked,
  question: Question,
  each: Formula,
  wanted: readonly Wanted[],
): Promise<readonly Candidate[]> {
  const { problem } = question.reading;
  const preferences = and(...problem.notes.preferences, ...readable(problem));
  if (preferences === 'true') return [];
  const answer = await solver.ask(`${question.text}\n(assert ${and(each, preferences)})`, wanted);
  return answer.kind === 'sat' ? [written(answer.values, wanted, asked, question)] : [];
}

/** Texts that become values of a type are not literals that are none. */
function readable(problem: Problem): readonly Formula[] {
  return problem.conversions.slice(0, MAX_PREFERENCES).flatMap(({ text, type }) => {
    const shape = type === 'uuid' ? UUID : isInteger(type) ? INTEGER : null;
    if (shape === null || problem.literals.size > MAX_PREFERENCES) return [];
    return [...problem.literals].flatMap(([literal, term]) =>
      shape.test(literal) ? [] : [not(`(= ${text} ${term})`)],
    );
  });
}

const MAX_PREFERENCES = 40;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;
const INTEGER = /^\s*[+-]?\d{1,9}\s*$/u;

function written(
  values: readonly string[],
  wanted: readonly Wanted[],
  asked: Asked,
  { reading, target, made }: Question,
): Candidate {
  const model = new Model(reading.problem, new Map(wanted.map(({ name }, index) => [name, values[index] ?? ''])));
  const stored = reading.rows.all.filter((row) => (!row.virtual || row.temporary) && model.isThere(row));
  const rows = stored.map((row): PlantedRow => ({
    relation: [row.schema, row.relation],
    temporary: row.temporary,
    values: model.row(row),
  }));
  const writes = asked.command === 'insert' ? target : made;
  const path = reading.problem.notes.ownPath ? { search_path: everySchema(asked.world) } : {};
  return {
    session: {
      role: asked.session,
      setRole: asked.actor === asked.session ? null : asked.actor,
      settings: { ...path, ...model.settings() },
    },
    command: asked.command,
    relation: [asked.relation.schema, asked.relation.name],
    rows,
    target: asked.command === 'insert' ? null : stored.indexOf(target),
    writes: writes === null ? null : model.row(writes),
  };
}

/** So that functions which leave their names to the session find what they name. */
export function everySchema({ database }: World): string {
  const names = itemsOf(database.schemas)
    .map((each) => each.name)
    .filter((name) => !/^pg_|^information_schema$/u.test(name));
  return ['public', ...names.filter((name) => name !== 'public').toSorted(compareText)]
    .map((name) => `"${name.replaceAll('"', '""')}"`)
    .join(', ');
}
