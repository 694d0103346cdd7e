// Symbolic rows of real relations: each column a value of its type, made when first read. NOT NULL and
// unique keys are the server's guarantee, so they are asserted; nothing else about the data is assumed.

import { cast } from './cast.js';
import type { Problem } from './problem.js';
import type { RowOptions, SymbolicRow, SymbolicRows } from './scope.js';
import { and, implies, isNullOf, not, or, type Formula, type Scalar, type Value } from './value.js';
import { isText } from './types.js';
import type { World } from './world.js';

class Row implements SymbolicRow {
  readonly id: number;
  readonly schema: string;
  readonly relation: string;
  readonly virtual: boolean;
  readonly temporary: boolean;
  readonly values = new Map<string, Value>();
  readonly names: readonly string[];
  readonly #problem: Problem;
  readonly #world: World;

  constructor(problem: Problem, world: World, id: number, name: readonly [string, string], options: RowOptions) {
    this.#problem = problem;
    this.#world = world;
    this.id = id;
    [this.schema, this.relation] = name;
    this.virtual = options.virtual === true;
    this.temporary = options.temporary === true;
    this.names = world.columns(this.schema, this.relation).map((column) => column.name);
  }

  column(name: string): Value | undefined {
    const found = this.values.get(name);
    if (found !== undefined) return found;
    const fact = this.#world.columns(this.schema, this.relation).find((column) => column.name === name);
    if (fact === undefined) return undefined;
    const value = this.#make(name, this.#world.type(fact.type), fact.notNull && !this.temporary, fact.collation);
    this.values.set(name, value);
    return value;
  }

  #make(name: string, type: string, notNull: boolean, collation: string | null): Value {
    if (type === 'boolean') {
      const isTrue = this.#problem.freshBool();
      if (notNull) return this.#problem.truth(isTrue, not(isTrue));
      const known = this.#problem.freshBool();
      return this.#problem.truth(and(known, isTrue), and(known, not(isTrue)));
    }
    const labels = this.#world.labels.get(type) ?? [];
    const scalar = this.#problem.freshScalar(isText(type) && !isPlain(collation) ? 'collated text' : type);
    const json = [{ base: `row:${this.id}:${name}`, path: [] }];
    if (labels.length > 0 && labels.length <= MAX_LABELS && !this.temporary) this.#oneOf(scalar, type, labels);
    return { ...scalar, isNull: notNull ? 'false' : scalar.isNull, json };
  }

  /** An enum's value is one of its labels. */
  #oneOf(scalar: Scalar, type: string, labels: readonly string[]): void {
    const terms = labels.map((label) => cast(this.#problem, this.#world, this.#problem.textLiteral(label), type));
    const equal = terms.flatMap((term) => (term.kind === 'scalar' ? [`(= ${scalar.value} ${term.value})`] : []));
    this.#problem.assert(or(...equal));
  }
}

const MAX_LABELS = 30;

/** Collations of users may be nondeterministic: different strings that are equal. */
function isPlain(collation: string | null): boolean {
  return (
    collation === null ||
    /^(pg_catalog\.)?"?(default|C|POSIX|C\.utf8|ucs_basic|pg_c_utf8|unicode|und-x-icu|en_US|en_US\.utf8|en_US\.UTF-8)"?$/u.test(
      collation,
    )
  );
}

export class Rows implements SymbolicRows {
  readonly #rows: SymbolicRow[] = [];
  readonly #problem: Problem;
  readonly #world: World;

  constructor(problem: Problem, world: World) {
    this.#problem = problem;
    this.#world = world;
  }

  get all(): readonly SymbolicRow[] {
    return this.#rows;
  }

  add(schema: string, name: string, options: RowOptions = {}): SymbolicRow {
    const row = new Row(this.#problem, this.#world, this.#rows.length, [schema, name], options);
    this.#rows.push(row);
    return row;
  }

  /** Two stored rows of one table with the same key are the same row. */
  assertKeys(): void {
    const stored = this.#rows.filter((row) => !row.virtual);
    for (const [index, left] of stored.entries()) {
      for (const right of stored.slice(0, index)) {
        if (left.schema === right.schema && left.relation === right.relation) this.#assertPair(left, right);
      }
    }
  }

  #assertPair(left: SymbolicRow, right: SymbolicRow): void {
    if (this.#world.hasInheritingChildren(left.schema, left.relation)) return;
    for (const key of this.#world.constraints(left.schema, left.relation)) {
      if (key.kind !== 'primary-key' && key.kind !== 'unique') continue;
      const equal = key.columns.map((name) => sameKnown(left.values.get(name), right.values.get(name)));
      if (key.columns.length === 0 || equal.includes(null)) continue;
      const shared = [...left.values.keys()].filter((name) => right.values.has(name));
      const same = shared.map((name) => identical(left.values.get(name), right.values.get(name)));
      this.#problem.assert(implies(and(...equal.filter((each) => each !== null)), and(...same)));
    }
  }
}

function sameKnown(left: Value | undefined, right: Value | undefined): Formula | null {
  if (left === undefined || right === undefined || left.kind === 'list' || right.kind === 'list') return null;
  return and(not(isNullOf(left)), not(isNullOf(right)), identical(left, right));
}

function identical(left: Value | undefined, right: Value | undefined): Formula {
  if (left?.kind === 'scalar' && right?.kind === 'scalar') {
    return and(`(= ${left.isNull} ${right.isNull})`, `(= ${left.value} ${right.value})`);
  }
  if (left?.kind === 'truth' && right?.kind === 'truth') {
    return and(`(= ${left.isTrue} ${right.isTrue})`, `(= ${left.isFalse} ${right.isFalse})`);
  }
  return 'true';
}
