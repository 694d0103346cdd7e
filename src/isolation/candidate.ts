// Asks the solver, and writes its model down as rows and a session that a server can be given.

import { Model, wantedTerms } from './model.js';
import type { Asked, Question } from './question.js';
import type { Solver } from './solver.js';
import { and, not } from './value.js';
import type { Candidate, PlantedRow } from './verdict.js';

export type Decision =
  | { readonly kind: 'proved' }
  /** The likeliest to replay first. */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Asked apart, so that a counterexample with a tenant in the session comes before one with none. */
export async function decide(solver: Solver, asked: Asked, question: Question): Promise<Decision> {
  const { nobody, unset } = question;
  const cases = [not(nobody), and(nobody, unset), and(nobody, not(unset))].filter((each) => each !== 'false');
  const wanted = wantedTerms(question.reading.problem, question.reading.rows.all);
  const candidates: Candidate[] = [];
  const open: string[] = [];
  for (const each of cases) {
    const answer = await solver.ask(`${question.text}\n(assert ${each})`, wanted);
    if (answer.kind === 'unknown') open.push(answer.reason);
    if (answer.kind !== 'sat') continue;
    const model = new Map(wanted.map(({ name }, index) => [name, answer.values[index] ?? '']));
    candidates.push(candidateOf(new Model(question.reading.problem, model), asked, question));
  }
  if (candidates.length > 0) return { kind: 'candidates', candidates };
  return open[0] === undefined ? { kind: 'proved' } : { kind: 'unknown', reason: open[0] };
}

function candidateOf(model: Model, asked: Asked, { reading, target, made }: Question): Candidate {
  const stored = reading.rows.all.filter((row) => !row.virtual || row.temporary);
  const rows = stored.map((row): PlantedRow => ({
    relation: [row.schema, row.relation],
    temporary: row.temporary,
    values: model.row(row),
  }));
  const written = asked.command === 'insert' ? target : made;
  return {
    session: {
      role: asked.session,
      setRole: asked.actor === asked.session ? null : asked.actor,
      settings: model.settings(),
    },
    command: asked.command,
    relation: [asked.relation.schema, asked.relation.name],
    rows,
    target: asked.command === 'insert' ? null : stored.indexOf(target),
    writes: written === null ? null : model.row(written),
  };
}
