// Simple PL/pgSQL bodies, run symbolically. An exception ends the statement that was to see the row: NULL, which
// never admits. One that the body catches may happen anywhere, so either answer stays open.
// https://www.postgresql.org/docs/current/plpgsql-statements.html

import { child, type Tree } from '../sql/parse-tree.js';
import { cast } from './cast.js';
import { choose, NULL_SCALAR } from './choice.js';
import { bodyOf, NotUnderstood, type Branch, type Statement } from './plpgsql-statements.js';
import type { Reading, Scope } from './scope.js';
import { whenFound } from './subquery.js';
import { and, not, type Value } from './value.js';

const MAX_STEPS = 400;

/** Null when the body has something else in it. @throws Unparsed */
export function runPlpgsql(reading: Reading, text: string, scope: Scope): Value | null {
  try {
    const { declarations, statements, handlers } = bodyOf(text);
    const types = new Map<string, string>();
    const variables = declare(reading, declarations, scope, types);
    const value = new Run(reading, types).from(statements, { ...scope, variables });
    return handlers.reduce<Value>((rest, handler) => caught(reading, rest, handler, types, scope), value);
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

/** The variables may have had any value when it happened. */
function caught(
  reading: Reading,
  value: Value,
  handler: readonly Statement[],
  types: ReadonlyMap<string, string>,
  scope: Scope,
): Value {
  const happened = reading.problem.freshBool();
  reading.problem.notes.preferences.add(not(happened));
  const lost = [...types.keys()].map((name): [string, Value] => [name, reading.problem.freshScalar('opaque')]);
  const variables = new Map([...scope.variables, ...lost]);
  return choose(reading, happened, new Run(reading, types).from(handler, { ...scope, variables }), value);
}

/** Fills `types` with what each variable was declared as. */
function declare(
  reading: Reading,
  lines: readonly string[],
  scope: Scope,
  types: Map<string, string>,
): ReadonlyMap<string, Value> {
  const variables = new Map(scope.variables);
  for (const line of lines) {
    const found =
      /^(\w+)\s+(?:CONSTANT\s+)?([\w.%\s()[\]]+?)(?:\s+NOT\s+NULL)?(?:\s*(?::=|\bDEFAULT\b|=)\s*([\s\S]+))?$/iu.exec(
        line,
      );
    if (found === null) throw new NotUnderstood();
    const [, name = '', written = '', value] = found;
    const type = columnType(reading, written.trim().toLowerCase(), scope);
    const given = value === undefined ? NULL_SCALAR : evaluate(reading, value, { ...scope, variables });
    types.set(name.toLowerCase(), type);
    variables.set(name.toLowerCase(), cast(reading.problem, reading.world, given, type));
  }
  return variables;
}

/** `table.column%TYPE` is the column's type. */
function columnType({ world }: Reading, type: string, scope: Scope): string {
  const [column, relation, schema] = /^([\w.]+)%type$/u.exec(type)?.[1]?.split('.').toReversed() ?? [];
  if (column === undefined) {
    if (type.includes('%') || type === 'record') throw new NotUnderstood();
    return type;
  }
  const schemas = schema === undefined ? (scope.path ?? []) : [schema];
  const found = schemas.flatMap((each) => world.columns(each, relation ?? '').filter(({ name }) => name === column));
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new NotUnderstood();
  return first.type;
}

class Run {
  readonly #reading: Reading;
  readonly #types: ReadonlyMap<string, string>;
  #steps = 0;

  /** The declared types of its variables: what is assigned becomes of that type. */
  constructor(reading: Reading, types: ReadonlyMap<string, string>) {
    this.#reading = reading;
    this.#types = types;
  }

  from(statements: readonly Statement[], scope: Scope): Value {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) throw new NotUnderstood();
    const [first, ...rest] = statements;
    // Control that reaches the end without RETURN is an error.
    if (first === undefined) return NULL_SCALAR;
    switch (first.kind) {
      case 'return':
        return evaluate(this.#reading, first.text, scope);
      case 'raise':
        return NULL_SCALAR;
      case 'nothing':
      case 'perform':
        return this.from(rest, scope);
      case 'assign':
        return this.from(rest, this.#assigned(scope, [first.name], [evaluate(this.#reading, first.text, scope)]));
      case 'select':
        return this.from(
          rest,
          this.#assigned(scope, first.names, this.#selected(first.text, first.names.length, scope)),
        );
      case 'if':
        return this.#branch(first.branches, first.otherwise, rest, scope);
    }
  }

  #branch(
    branches: readonly Branch[],
    otherwise: readonly Statement[],
    rest: readonly Statement[],
    scope: Scope,
  ): Value {
    const [first, ...others] = branches;
    if (first === undefined) return this.from([...otherwise, ...rest], scope);
    const { problem } = this.#reading;
    const condition = problem.asTruth(evaluate(this.#reading, first.condition, scope));
    const yes = this.from([...first.body, ...rest], scope);
    return choose(this.#reading, condition.isTrue, yes, this.#branch(others, otherwise, rest, scope));
  }

  #assigned(scope: Scope, names: readonly string[], values: readonly Value[]): Scope {
    const { problem, world } = this.#reading;
    const variables = new Map(scope.variables);
    for (const [index, name] of names.entries()) {
      const type = this.#types.get(name);
      if (type === undefined) throw new NotUnderstood();
      variables.set(name, cast(problem, world, values[index] ?? NULL_SCALAR, type));
    }
    return { ...scope, variables };
  }

  /** All of one row, or all NULL when there is none. */
  #selected(text: string, count: number, scope: Scope): readonly Value[] {
    const { problem } = this.#reading;
    const witness = this.#reading.witness(selectOf(this.#reading, text), scope);
    if (witness === null || witness.columns.length < count) throw new NotUnderstood();
    const found = problem.freshBool();
    problem.assert(`(=> ${found} ${witness.holds})`);
    whenFound(this.#reading, witness, found);
    return witness.columns.slice(0, count).map(({ value }) => {
      if (value.kind === 'truth') return problem.truth(and(found, value.isTrue), and(found, value.isFalse));
      if (value.kind === 'list') throw new NotUnderstood();
      return { ...value, isNull: problem.bool(`(or ${not(found)} ${value.isNull})`) };
    });
  }
}

function evaluate(reading: Reading, text: string, scope: Scope): Value {
  const select = selectOf(reading, `SELECT ${text}`);
  const target = child(select, 'targetList', '0', 'ResTarget', 'val') ?? firstTarget(select);
  if (target === undefined || child(select, 'fromClause') !== undefined) throw new NotUnderstood();
  return reading.expression(target, scope);
}

function firstTarget(select: Tree): Tree {
  const list = child(select, 'targetList');
  return Array.isArray(list) && list.length === 1 ? child(list[0], 'ResTarget', 'val') : undefined;
}

function selectOf(reading: Reading, text: string): Tree {
  const parsed = reading.world.parsed(text);
  const [statement, ...others] = parsed.ok ? parsed.statements : [];
  if (statement === undefined || others.length > 0 || statement.kind !== 'SelectStmt') throw new NotUnderstood();
  return statement.node;
}
