// Asks the solver, and writes its model down as rows and a session that a server can be given.

import { compareText } from '../core/order.js';
import { itemsOf } from '../inventory/index.js';
import { Model, wantedTerms } from './model.js';
import type { Asked, Question } from './question.js';
import type { Solver, Wanted } from './solver.js';
import type { Formula } from './value.js';
import type { Candidate, PlantedRow } from './verdict.js';
import type { World } from './world.js';

export type Decision =
  | { readonly kind: 'proved' }
  /** The likeliest to replay first. */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly reason: string };

export async function decide(solver: Solver, asked: Asked, question: Question): Promise<Decision> {
  const { cases, preferred, reading, text } = question;
  const { taints } = reading.problem.notes;
  // Most are proved: then one question is enough.
  if (taints.size === 0 && (await solver.ask(text, [])).kind === 'unsat') return { kind: 'proved' };
  const wanted = wantedTerms(reading.problem, reading.rows.all);
  const candidates: Candidate[] = [];
  const open: string[] = [];
  for (const each of cases) {
    const answer = await solver.ask(text, wanted, assumable(each));
    if (answer.kind === 'unknown') open.push(answer.reason);
    if (answer.kind !== 'sat') continue;
    const better = preferred === 'true' ? answer : await solver.ask(text, wanted, assumable(each, preferred));
    if (better !== answer && better.kind === 'sat') candidates.push(written(better.values, wanted, asked, question));
    candidates.push(written(answer.values, wanted, asked, question));
  }
  if (candidates.length > 0) return { kind: 'candidates', candidates };
  const [reason = [...taints][0]] = open;
  return reason === undefined ? { kind: 'proved' } : { kind: 'unknown', reason };
}

/** Other models of the same question, for when none of the first ones is confirmed. */
export async function furtherCandidates(
  solver: Solver,
  asked: Asked,
  question: Question,
): Promise<readonly Candidate[]> {
  const { cases, preferred, reading, text } = question;
  const wanted = wantedTerms(reading.problem, reading.rows.all);
  const candidates: Candidate[] = [];
  for (const seed of SEEDS) {
    for (const each of cases) {
      for (const assumed of new Set([preferred, 'true'])) {
        const answer = await solver.ask(text, wanted, assumable(each, assumed), seed);
        if (answer.kind === 'sat') candidates.push(written(answer.values, wanted, asked, question));
      }
    }
  }
  return candidates;
}

const SEEDS = [1, 2, 3, 4];

function assumable(...formulas: readonly Formula[]): readonly Formula[] {
  return formulas.filter((each) => each !== 'true');
}

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
