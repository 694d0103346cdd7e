// Numbers of the logic as PostgreSQL's texts: the same number of a type is always the same text, and texts that
// expressions cut, join, convert or match are made so that they give what the solver chose.

import type { Problem } from './problem.js';
import { renderValue } from './render.js';
import { numberOf } from './solver/number.js';
import { isNumber, isText } from './types.js';
import type { Formula, Term, Value } from './value.js';

/** Texts made of texts end somewhere. */
const MAX_DEPTH = 8;

export class Written {
  readonly #problem: Problem;
  readonly #values: ReadonlyMap<string, string>;
  readonly #numbers = new Map<number, number>();

  constructor(problem: Problem, values: ReadonlyMap<string, string>) {
    this.#problem = problem;
    this.#values = values;
  }

  /** Null for NULL. */
  text(value: Value, depth = 0): string | null {
    if (value.kind === 'list') return null;
    if (value.kind === 'truth') return this.is(value.isTrue) ? 'true' : this.is(value.isFalse) ? 'false' : null;
    return this.is(value.isNull) ? null : this.#render(this.#number(value.value), value.type, depth);
  }

  is(formula: Formula): boolean {
    return formula === 'true' || this.#values.get(formula) === 'true';
  }

  #render(number: number, type: string, depth: number): string {
    const base = isText(type) ? 'text' : type;
    const literal = this.#problem.known.find(
      (each) => family(each.type) === family(base) && this.#number(each.term) === number,
    );
    if (literal !== undefined) return literal.text;
    if (base.endsWith('[]')) return this.#array(number, base.slice(0, -2), depth);
    if (base !== 'text') return renderValue(base, number, this.#index(number));
    return this.#madeOf(number, depth) ?? `v${this.#index(number)}`;
  }

  /** How expressions read the text; null when none does. */
  #madeOf(number: number, depth: number): string | null {
    if (depth > MAX_DEPTH) return null;
    const written = this.#problem.conversions.find((each) => this.#number(each.text) === number);
    if (written !== undefined) return this.#render(this.#number(written.value), written.type, depth + 1);
    const truth = this.#problem.booleanTexts.find((each) => this.#number(each.value) === number);
    if (truth !== undefined) return this.is(truth.isTrue) ? 'true' : 'false';
    const { joined, likes } = this.#problem.notes;
    const whole = joined.find((each) => this.#number(each.whole) === number);
    if (whole !== undefined) return whole.parts.map((part) => this.text(part, depth + 1) ?? '').join('');
    const like = likes.find((each) => this.is(each.holds) && this.#number(each.text) === number);
    if (like !== undefined) return (this.text(like.pattern, depth + 1) ?? '').replaceAll('%', '').replaceAll('_', 'x');
    return this.#pieces(number, depth);
  }

  /** One more piece than is asked for, since the last is often dropped. */
  #pieces(number: number, depth: number): string | null {
    const pieces = this.#problem.notes.pieces.filter((each) => this.#number(each.text) === number);
    const there = pieces.filter((each) => !this.is(each.value.isNull));
    const [first] = there;
    if (first === undefined) return pieces.length > 0 ? 'x' : null;
    const last = Math.max(...there.map((each) => each.index));
    const texts = Array.from({ length: last + 1 }, (_, at) => {
      const piece = there.find((each) => each.index === at + 1);
      return piece === undefined ? `p${at + 1}` : (this.text(piece.value, depth + 1) ?? '');
    });
    return texts.join(first.separator);
  }

  #array(number: number, type: string, depth: number): string {
    const members = this.#problem.notes.members.filter(
      (each) => this.is(each.holds) && this.#number(each.array) === number,
    );
    const texts = new Set(members.flatMap((each) => this.text({ ...each.element, type }, depth + 1) ?? []));
    return `{${[...texts].map((text) => JSON.stringify(text)).join(',')}}`;
  }

  #index(number: number): number {
    const found = this.#numbers.get(number) ?? this.#numbers.size + 1;
    this.#numbers.set(number, found);
    return found;
  }

  #number(term: Term): number {
    return numberOf(this.#values.get(term) ?? term);
  }
}

function family(type: string): string {
  return isText(type) ? 'text' : isNumber(type) ? 'number' : type;
}
