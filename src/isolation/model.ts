// A model of the solver read back: numbers of the logic become values of each type, the same number always the
// same value, literals their own text, documents what was read from them.

import type { Problem } from './problem.js';
import { renderValue } from './render.js';
import type { SymbolicRow } from './scope.js';
import { numberOf, type Wanted } from './solver.js';
import { isNumber, isText } from './types.js';
import type { Scalar, Value } from './value.js';

/** What must be read from the solver's model to write it down. */
export function wantedTerms(problem: Problem, rows: readonly SymbolicRow[]): readonly Wanted[] {
  const scalars: Scalar[] = [...problem.settings.values(), ...problem.jsonReads.map((each) => each.value)];
  const terms = new Map<string, Wanted['sort']>();
  const add = (value: Value): void => {
    if (value.kind === 'scalar') terms.set(value.isNull, 'Bool').set(value.value, 'Real');
    if (value.kind === 'truth') terms.set(value.isTrue, 'Bool').set(value.isFalse, 'Bool');
  };
  for (const value of scalars) add(value);
  for (const row of rows) for (const value of row.values.values()) add(value);
  for (const { term } of problem.known) terms.set(term, 'Real');
  for (const { text, value } of problem.conversions) terms.set(text, 'Real').set(value, 'Real');
  for (const { value, isTrue } of problem.booleanTexts) terms.set(value, 'Real').set(isTrue, 'Bool');
  return [...terms].map(([name, sort]) => ({ name, sort }));
}

export class Model {
  readonly #problem: Problem;
  readonly #values: ReadonlyMap<string, string>;
  readonly #numbers = new Map<number, number>();

  constructor(problem: Problem, values: ReadonlyMap<string, string>) {
    this.#problem = problem;
    this.#values = values;
  }

  row(row: SymbolicRow): Readonly<Record<string, string | null>> {
    const values = [...row.values].flatMap(([name, value]): [string, string | null][] => {
      const document = this.#document(`row:${row.id}:${name}`);
      return [[name, document ?? this.#text(value)]];
    });
    return Object.fromEntries(values);
  }

  settings(): Readonly<Record<string, string>> {
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
