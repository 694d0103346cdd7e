// A model of the solver read back: rows and settings of a counterexample, documents made of what was read from
// them. How a value becomes a text is in written.ts.

import type { Notes } from './notes.js';
import type { Problem } from './problem.js';
import type { SymbolicRow } from './scope.js';
import type { Wanted } from './solver.js';
import type { Scalar, Value, JsonStep } from './value.js';
import { Written } from './written.js';

/** What must be read from the solver's model to write it down. */
export function wantedTerms(problem: Problem, rows: readonly SymbolicRow[]): readonly Wanted[] {
  const wanted = new WantedTerms();
  for (const value of problem.settings.values()) wanted.add(value);
  for (const row of rows) for (const value of row.values.values()) wanted.add(value);
  for (const { term } of problem.known) wanted.numbers(term);
  for (const { text, value } of problem.conversions) wanted.numbers(text, value);
  for (const { value, isTrue } of problem.booleanTexts) {
    wanted.numbers(value);
    wanted.truths(isTrue);
  }
  notedTerms(problem.notes, wanted);
  return wanted.all();
}

function notedTerms(notes: Notes, wanted: WantedTerms): void {
  for (const { value, path } of notes.jsonReads) wanted.add(value, ...stepValues(path));
  for (const { holds, path } of notes.jsonKeys) {
    wanted.truths(holds);
    wanted.add(...stepValues(path));
  }
  for (const { text, value } of notes.pieces) {
    wanted.numbers(text);
    wanted.add(value);
  }
  for (const { whole, parts } of notes.joined) {
    wanted.numbers(whole);
    wanted.add(...parts);
  }
  for (const { when } of notes.presences) wanted.truths(when);
  for (const { text, pattern, holds } of notes.likes) {
    wanted.numbers(text);
    wanted.truths(holds);
    wanted.add(pattern);
  }
  for (const { array, element, holds } of notes.members) {
    wanted.numbers(array);
    wanted.truths(holds);
    wanted.add(element);
  }
}

function stepValues(path: readonly JsonStep[]): readonly Scalar[] {
  return path.flatMap((step) => (typeof step === 'string' ? [] : [step]));
}

class WantedTerms {
  readonly #terms = new Map<string, Wanted['sort']>();

  add(...values: readonly Value[]): void {
    for (const value of values) {
      if (value.kind === 'truth') this.truths(value.isTrue, value.isFalse);
      if (value.kind !== 'scalar') continue;
      this.truths(value.isNull);
      this.numbers(value.value);
    }
  }

  truths(...terms: readonly string[]): void {
    for (const term of terms) this.#terms.set(term, 'Bool');
  }

  numbers(...terms: readonly string[]): void {
    for (const term of terms) this.#terms.set(term, 'Real');
  }

  all(): readonly Wanted[] {
    return [...this.#terms].filter(([name]) => isName(name)).map(([name, sort]) => ({ name, sort }));
  }
}

/** Literals and numbers are their own values. */
function isName(term: string): boolean {
  return /^x\d+$/u.test(term);
}

export class Model {
  readonly #problem: Problem;
  readonly #written: Written;

  constructor(problem: Problem, values: ReadonlyMap<string, string>) {
    this.#problem = problem;
    this.#written = new Written(problem, values);
  }

  row(row: SymbolicRow): Readonly<Record<string, string | null>> {
    const values = [...row.values].flatMap(([name, value]): [string, string | null][] => {
      const document = this.#document(`row:${row.id}:${name}`);
      return [[name, document ?? this.#written.text(value)]];
    });
    return Object.fromEntries(values);
  }

  settings(): Readonly<Record<string, string>> {
    const found: [string, string][] = [];
    for (const [name, value] of this.#problem.settings) {
      const text = this.#written.text(value);
      if (text === null) continue;
      found.push([name, text === '' ? '' : (this.#document(`setting:${name}`) ?? text)]);
    }
    return Object.fromEntries(found.toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }

  /** Whether the row takes part in what the solver chose. */
  isThere({ id }: SymbolicRow): boolean {
    const { presences } = this.#problem.notes;
    return presences.every(({ rows: [from, to], when }) => id < from || id >= to || this.#written.is(when));
  }

  /** The JSON that gives what was read from it; null when nothing was. */
  #document(base: string): string | null {
    const { jsonReads, jsonKeys } = this.#problem.notes;
    const reads = jsonReads.filter((each) => each.base === base);
    const keys = jsonKeys.filter((each) => each.base === base);
    if (reads.length === 0 && keys.length === 0) return null;
    const root: Record<string, unknown> = {};
    for (const { path, value } of reads) {
      const text = this.#written.text(value);
      if (text !== null) plant(root, this.#path(path), text);
    }
    for (const { path, holds } of keys) if (this.#written.is(holds)) plant(root, this.#path(path), {});
    return JSON.stringify(root);
  }

  #path(path: readonly JsonStep[]): readonly string[] {
    return path.map((step) => (typeof step === 'string' ? step : (this.#written.text(step) ?? '')));
  }
}

function plant(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = root;
  for (const [index, step] of path.entries()) {
    if (index === path.length - 1) at[step] ??= value;
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
