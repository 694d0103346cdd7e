// A model of the solver as rows and a session that a server can be given. Numbers of the logic become values
// of each type, the same number always the same value, literals their own text.

import { isNumber, isText } from './types.js';
import type { Problem } from './problem.js';
import type { Asked, Question } from './question.js';
import type { SymbolicRow } from './scope.js';
import { numberOf, type Solver } from './solver.js';
import { and, not, type Scalar, type Value } from './value.js';
import type { Candidate, PlantedRow } from './verdict.js';
import { renderValue } from './render.js';

export type Decision =
  | { readonly kind: 'proved' }
  /** The likeliest to replay first. */
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Asked apart, so that a counterexample with a tenant in the session comes before one with none. */
export async function decide(solver: Solver, asked: Asked, question: Question): Promise<Decision> {
  const { nobody, unset } = question;
  const cases = [not(nobody), and(nobody, unset), and(nobody, not(unset))].filter((each) => each !== 'false');
  const wanted = wantedTerms(question);
  const candidates: Candidate[] = [];
  const open: string[] = [];
  for (const each of cases) {
    const answer = await solver.ask(`${question.text}\n(assert ${each})`, wanted);
    if (answer.kind === 'unknown') open.push(answer.reason);
    if (answer.kind !== 'sat') continue;
    const model = new Map(wanted.map((term, index) => [term, answer.values[index] ?? '']));
    candidates.push(new Model(question.reading.problem, model).candidate(asked, question));
  }
  if (candidates.length > 0) return { kind: 'candidates', candidates };
  return open[0] === undefined ? { kind: 'proved' } : { kind: 'unknown', reason: open[0] };
}

function wantedTerms({ reading }: Question): readonly string[] {
  const { problem, rows } = reading;
  const scalars: Scalar[] = [...problem.settings.values(), ...problem.jsonReads.map((each) => each.value)];
  const terms: string[] = [];
  const add = (value: Value): void => {
    if (value.kind === 'scalar') terms.push(value.isNull, value.value);
    if (value.kind === 'truth') terms.push(value.isTrue, value.isFalse);
  };
  for (const value of scalars) add(value);
  for (const row of rows.all) for (const value of row.values.values()) add(value);
  for (const { term } of problem.known) terms.push(term);
  for (const { text, value } of problem.conversions) terms.push(text, value);
  for (const { value, isTrue } of problem.booleanTexts) terms.push(value, isTrue);
  return [...new Set(terms)];
}

class Model {
  readonly #problem: Problem;
  readonly #values: ReadonlyMap<string, string>;
  readonly #numbers = new Map<number, number>();

  constructor(problem: Problem, values: ReadonlyMap<string, string>) {
    this.#problem = problem;
    this.#values = values;
  }

  candidate(asked: Asked, { reading, target, made }: Question): Candidate {
    const stored = reading.rows.all.filter((row) => !row.virtual || row.temporary);
    const rows = stored.map((row): PlantedRow => ({
      relation: [row.schema, row.relation],
      temporary: row.temporary,
      values: this.#row(row),
    }));
    const written = asked.command === 'insert' ? target : made;
    return {
      session: {
        role: asked.session,
        setRole: asked.actor === asked.session ? null : asked.actor,
        settings: this.#settings(),
      },
      command: asked.command,
      relation: [asked.relation.schema, asked.relation.name],
      rows,
      target: asked.command === 'insert' ? null : stored.indexOf(target),
      writes: written === null ? null : this.#row(written),
    };
  }

  #row(row: SymbolicRow): Readonly<Record<string, string | null>> {
    const values = [...row.values].flatMap(([name, value]): [string, string | null][] => {
      const document = this.#document(`row:${row.id}:${name}`);
      return [[name, document ?? this.#text(value)]];
    });
    return Object.fromEntries(values);
  }

  #settings(): Readonly<Record<string, string>> {
    const found: [string, string][] = [];
    for (const [name, value] of this.#problem.settings) {
      const text = this.#text(value);
      if (text === null) continue;
      found.push([name, text === '' ? '' : (this.#document(`setting:${name}`) ?? text)]);
    }
    return Object.fromEntries(found.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** The JSON that gives what was read from it; null when nothing was. */
  #document(base: string): string | null {
    const reads = this.#problem.jsonReads.filter((each) => each.base === base);
    if (reads.length === 0) return null;
    const root: Record<string, unknown> = {};
    for (const { path, value } of reads) {
      const text = this.#text(value);
      if (text !== null) plant(root, path, text);
    }
    return JSON.stringify(root);
  }

  #text(value: Value): string | null {
    if (value.kind === 'list') return null;
    if (value.kind === 'truth') return this.#is(value.isTrue) ? 'true' : this.#is(value.isFalse) ? 'false' : null;
    return this.#is(value.isNull) ? null : this.#render(this.#number(value.value), value.type);
  }

  #render(number: number, type: string): string {
    const base = isText(type) ? 'text' : type;
    const literal = this.#problem.known.find(
      (each) => family(each.type) === family(base) && this.#number(each.term) === number,
    );
    if (literal !== undefined) return literal.text;
    if (base !== 'text') return renderValue(base, number, this.#index(number));
    const written = this.#problem.conversions.find((each) => this.#number(each.text) === number);
    if (written !== undefined) return this.#render(this.#number(written.value), written.type);
    const truth = this.#problem.booleanTexts.find((each) => this.#number(each.value) === number);
    return truth === undefined ? `v${this.#index(number)}` : this.#is(truth.isTrue) ? 'true' : 'false';
  }

  #index(number: number): number {
    const found = this.#numbers.get(number) ?? this.#numbers.size + 1;
    this.#numbers.set(number, found);
    return found;
  }

  #is(term: string): boolean {
    return term === 'true' || this.#values.get(term) === 'true';
  }

  #number(term: string): number {
    return numberOf(this.#values.get(term) ?? term);
  }
}

function family(type: string): string {
  return isText(type) ? 'text' : isNumber(type) ? 'number' : type;
}

function plant(root: Record<string, unknown>, path: readonly string[], text: string): void {
  let at = root;
  for (const [index, step] of path.entries()) {
    if (index === path.length - 1) at[step] ??= text;
    else {
      const next = at[step];
      const inner = isObject(next) ? next : {};
      at[step] = inner;
      at = inner;
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
