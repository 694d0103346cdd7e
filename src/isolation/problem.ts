// One question to the solver while it is being written: declarations, definitions, assertions, and what of
// the source's expressions had to be left uninterpreted. Every intermediate term gets a name, so the text
// grows linearly with the expressions.

import { Notes } from './notes.js';
import { FALSE, and, not, or, type Formula, type Scalar, type Term, type Truth, type Value } from './value.js';

/** Beyond this the question is too large to put; the verdict is then unknown. */
const MAX_LINES = 60_000;

export class TooLarge extends Error {}

export class Problem {
  readonly #lines: string[] = [];
  readonly #functions = new Set<string>();
  readonly #literals = new Map<string, Term>();
  readonly #settings = new Map<string, Scalar>();
  #count = 0;
  /** Why a part is uninterpreted; a proof holds whatever it is, a counterexample may not. */
  readonly guesses: Set<string> = new Set();
  readonly notes: Notes = new Notes();
  /** Terms with a known text, to read values back: (type, term, text). */
  readonly known: { readonly type: string; readonly term: Term; readonly text: string }[] = [];
  /** Texts and the values that they are the text of. */
  readonly conversions: { readonly text: Term; readonly type: string; readonly value: Term }[] = [];
  readonly booleanTexts: { readonly value: Term; readonly isTrue: Formula }[] = [];

  get settings(): ReadonlyMap<string, Scalar> {
    return this.#settings;
  }

  get literals(): ReadonlyMap<string, Term> {
    return this.#literals;
  }

  guess(reason: string): void {
    this.guesses.add(reason);
  }

  assert(formula: Formula): void {
    if (formula !== 'true') this.#push(`(assert ${formula})`);
  }

  freshBool(): Formula {
    return this.#declare('Bool');
  }

  freshReal(): Term {
    return this.#declare('Real');
  }

  bool(formula: Formula): Formula {
    if (!formula.startsWith('(')) return formula;
    const name = this.#declare('Bool');
    this.#push(`(assert (= ${name} ${formula}))`);
    return name;
  }

  real(term: Term): Term {
    if (!term.startsWith('(')) return term;
    const name = this.#declare('Real');
    this.#push(`(assert (= ${name} ${term}))`);
    return name;
  }

  truth(isTrue: Formula, isFalse: Formula): Truth {
    return { kind: 'truth', isTrue: this.bool(isTrue), isFalse: this.bool(isFalse) };
  }

  freshTruth(): Truth {
    const isTrue = this.freshBool();
    const known = this.freshBool();
    return this.truth(and(known, isTrue), and(known, not(isTrue)));
  }

  freshScalar(type: string): Scalar {
    return { kind: 'scalar', isNull: this.freshBool(), value: this.freshReal(), type };
  }

  /** An uninterpreted function: the same arguments give the same result. */
  apply(name: string, args: readonly Term[], sort: 'Real' | 'Bool'): Term {
    const symbol = `|${name.replaceAll(/[|\\]/gu, '_')}/${args.length}${sort}|`;
    if (args.length === 0) return this.#constant(symbol, sort);
    if (!this.#functions.has(symbol)) {
      this.#functions.add(symbol);
      this.#push(`(declare-fun ${symbol} (${args.map(() => 'Real').join(' ')}) ${sort})`);
    }
    return `(${symbol} ${args.join(' ')})`;
  }

  #constant(symbol: string, sort: string): Term {
    if (!this.#functions.has(symbol)) {
      this.#functions.add(symbol);
      this.#push(`(declare-const ${symbol} ${sort})`);
    }
    return symbol;
  }

  /** Text literals are pairwise different; their order is not known (collations). */
  literal(text: string): Term {
    const found = this.#literals.get(text);
    if (found !== undefined) return found;
    const name = this.freshReal();
    for (const other of this.#literals.values()) this.assert(not(`(= ${name} ${other})`));
    this.#literals.set(text, name);
    this.known.push({ type: 'text', term: name, text });
    return name;
  }

  textLiteral(text: string, type = 'unknown'): Scalar {
    return { kind: 'scalar', isNull: 'false', value: this.literal(text), type, text };
  }

  number(text: string): Scalar {
    return { kind: 'scalar', isNull: 'false', value: real(text), type: 'numeric', text };
  }

  /** A setting as current_setting(name, true) gives it; without the second argument it errs where this is NULL. */
  setting(name: string): Scalar {
    const key = name.toLowerCase();
    const found = this.#settings.get(key);
    if (found !== undefined) return found;
    const made: Scalar = { ...this.freshScalar('text'), json: [{ base: `setting:${key}`, path: [] }] };
    this.#settings.set(key, made);
    return made;
  }

  isEmpty(value: Scalar): Formula {
    return `(= ${value.value} ${this.literal('')})`;
  }

  /** As a truth: text, numbers and lists are never true. */
  asTruth(value: Value): Truth {
    if (value.kind === 'truth') return value;
    if (value.kind === 'scalar' && value.isNull === 'true') return { kind: 'truth', isTrue: 'false', isFalse: 'false' };
    if (value.kind === 'scalar') return this.freshTruth();
    return FALSE;
  }

  /** A truth as the logic's number, for uninterpreted functions. */
  argument(value: Value): Term {
    if (value.kind === 'truth') return this.real(`(ite ${value.isTrue} 1.0 (ite ${value.isFalse} 0.0 2.0))`);
    if (value.kind === 'scalar') {
      if (value.isNull === 'false') return value.value;
      return this.real(`(ite ${value.isNull} ${this.#constant('|null|', 'Real')} ${value.value})`);
    }
    return this.freshReal();
  }

  text(): string {
    return this.#lines.join('\n');
  }

  #declare(sort: string): string {
    const name = this.#name();
    this.#push(`(declare-const ${name} ${sort})`);
    return name;
  }

  #name(): string {
    this.#count += 1;
    return `x${this.#count}`;
  }

  #push(line: string): void {
    if (this.#lines.length >= MAX_LINES) throw new TooLarge('the policies unfold to a question that is too large');
    this.#lines.push(line);
  }
}

function real(text: string): Term {
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  const plain = digits.includes('.') ? digits.replace(/\.$/u, '.0').replace(/^\./u, '0.') : `${digits}.0`;
  return negative ? `(- ${plain})` : plain;
}

export function either(left: Truth, right: Truth, problem: Problem): Truth {
  return problem.truth(or(left.isTrue, right.isTrue), and(left.isFalse, right.isFalse));
}

export function both(left: Truth, right: Truth, problem: Problem): Truth {
  return problem.truth(and(left.isTrue, right.isTrue), or(left.isFalse, right.isFalse));
}
