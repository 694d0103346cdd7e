// Simple PL/pgSQL bodies, run symbolically: DECLARE, :=, IF, SELECT … INTO, RETURN, RAISE. Anything else makes
// the body not understood. An exception ends the statement that was to see the row: NULL, which never admits.
// https://www.postgresql.org/docs/current/plpgsql-statements.html

import { child, type Tree } from '../sql/parse-tree.js';
import { cast } from './cast.js';
import { choose, NULL_SCALAR } from './choice.js';
import type { Reading, Scope } from './scope.js';
import { and, not, type Value } from './value.js';

type Statement =
  | { readonly kind: 'return' | 'perform'; readonly text: string }
  | { readonly kind: 'assign'; readonly name: string; readonly text: string }
  | { readonly kind: 'select'; readonly names: readonly string[]; readonly text: string }
  | { readonly kind: 'raise' | 'nothing' }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] };

interface Branch {
  readonly condition: string;
  readonly body: readonly Statement[];
}

class NotUnderstood extends Error {}

const MAX_STEPS = 400;

/** Null when the body has something else in it. @throws Unparsed */
export function runPlpgsql(reading: Reading, body: string, scope: Scope): Value | null {
  const found = /^\s*(?:DECLARE\b([\s\S]*?)\b)?BEGIN\b([\s\S]*)\bEND\s*;?\s*$/iu.exec(body);
  if (found === null) return null;
  try {
    const statements = new Pieces(split(found[2] ?? '')).block();
    const variables = declare(reading, found[1] ?? '', scope);
    return new Run(reading).from(statements, { ...scope, variables });
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

function declare(reading: Reading, text: string, scope: Scope): ReadonlyMap<string, Value> {
  const variables = new Map(scope.variables);
  for (const line of split(text)) {
    const found =
      /^(\w+)\s+(?:CONSTANT\s+)?([\w.%\s()[\]]+?)(?:\s+NOT\s+NULL)?(?:\s*(?::=|\bDEFAULT\b|=)\s*([\s\S]+))?$/iu.exec(
        line,
      );
    if (found === null) throw new NotUnderstood();
    const [, name = '', type = '', value] = found;
    const given = value === undefined ? NULL_SCALAR : evaluate(reading, value, { ...scope, variables });
    variables.set(
      name.toLowerCase(),
      /%/u.test(type) ? given : cast(reading.problem, reading.world, given, type.trim().toLowerCase()),
    );
  }
  return variables;
}

class Run {
  readonly #reading: Reading;
  #steps = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
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
        return this.from(rest, assigned(scope, [first.name], [evaluate(this.#reading, first.text, scope)]));
      case 'select':
        return this.from(rest, assigned(scope, first.names, this.#selected(first.text, first.names.length, scope)));
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

  /** All of one row, or all NULL when there is none. */
  #selected(text: string, count: number, scope: Scope): readonly Value[] {
    const { problem } = this.#reading;
    const witness = this.#reading.witness(selectOf(this.#reading, text), scope);
    if (witness === null || witness.columns.length < count) throw new NotUnderstood();
    const found = problem.freshBool();
    problem.assert(`(=> ${found} ${witness.holds})`);
    return witness.columns.slice(0, count).map(({ value }) => {
      if (value.kind === 'truth') return problem.truth(and(found, value.isTrue), and(found, value.isFalse));
      if (value.kind === 'list') throw new NotUnderstood();
      return { ...value, isNull: problem.bool(`(or ${not(found)} ${value.isNull})`) };
    });
  }
}

function assigned(scope: Scope, names: readonly string[], values: readonly Value[]): Scope {
  const variables = new Map(scope.variables);
  for (const [index, name] of names.entries()) variables.set(name, values[index] ?? NULL_SCALAR);
  return { ...scope, variables };
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

/** At semicolons outside quotes; trimmed, without empty pieces. */
function split(text: string): readonly string[] {
  const pieces = text.match(/(?:'(?:[^']|'')*'|"[^"]*"|[^;'"])+/gu) ?? [];
  if (text.includes('$$')) throw new NotUnderstood();
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

class Pieces {
  #rest: string[];

  constructor(pieces: readonly string[]) {
    this.#rest = [...pieces];
  }

  block(): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.#rest.length > 0) {
      const next = this.#rest[0] ?? '';
      if (/^(END\b|ELSE\b|ELSIF\b|ELSEIF\b)/iu.test(next)) return statements;
      if (/^EXCEPTION\b/iu.test(next)) throw new NotUnderstood();
      this.#rest.shift();
      statements.push(this.#statement(next));
    }
    return statements;
  }

  #statement(text: string): Statement {
    const condition = /^IF\b([\s\S]*?)\bTHEN\b([\s\S]*)$/iu.exec(text);
    if (condition !== null) return this.#if(condition);
    const returned = /^RETURN\b\s*([\s\S]*)$/iu.exec(text);
    if (returned !== null && !/^(QUERY|NEXT)\b/iu.test(returned[1] ?? '')) {
      return { kind: 'return', text: returned[1] === '' ? 'NULL' : (returned[1] ?? 'NULL') };
    }
    if (/^RAISE\b\s*('|EXCEPTION\b)/iu.test(text)) return { kind: 'raise' };
    if (/^(RAISE\b|NULL$)/iu.test(text)) return { kind: 'nothing' };
    const into = /^(SELECT\b[\s\S]*?)\bINTO\s+(?:STRICT\s+)?(\w+(?:\s*,\s*\w+)*)([\s\S]*)$/iu.exec(text);
    if (into !== null) {
      const names = (into[2] ?? '').split(',').map((name) => name.trim().toLowerCase());
      return { kind: 'select', names, text: `${into[1] ?? ''} ${into[3] ?? ''}` };
    }
    const assign = /^(\w+)\s*:?=\s*([\s\S]+)$/u.exec(text);
    if (assign !== null) return { kind: 'assign', name: (assign[1] ?? '').toLowerCase(), text: assign[2] ?? '' };
    throw new NotUnderstood();
  }

  #if([, condition = '', first = '']: RegExpExecArray): Statement {
    const branches: Branch[] = [];
    let head = condition;
    this.#rest.unshift(...(first.trim() === '' ? [] : [first.trim()]));
    for (;;) {
      branches.push({ condition: head, body: this.block() });
      const mark = this.#rest.shift() ?? '';
      const more = /^ELS(?:E)?IF\b([\s\S]*?)\bTHEN\b([\s\S]*)$/iu.exec(mark);
      if (more !== null) {
        head = more[1] ?? '';
        if ((more[2] ?? '').trim() !== '') this.#rest.unshift((more[2] ?? '').trim());
        continue;
      }
      const otherwise = /^ELSE\b([\s\S]*)$/iu.exec(mark);
      if (otherwise !== null) {
        if ((otherwise[1] ?? '').trim() !== '') this.#rest.unshift((otherwise[1] ?? '').trim());
        const body = this.block();
        if (!/^END\s+IF$/iu.test(this.#rest.shift() ?? '')) throw new NotUnderstood();
        return { kind: 'if', branches, otherwise: body };
      }
      if (!/^END\s+IF$/iu.test(mark)) throw new NotUnderstood();
      return { kind: 'if', branches, otherwise: [] };
    }
  }
}
