// Routines of the database read from their bodies: SQL, BEGIN ATOMIC, and simple PL/pgSQL. SECURITY DEFINER
// reads as its owner. A body that is not pinned finds names by the session's own search_path: then nothing is
// assumed of it when the session could put its own functions there.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { itemsOf, type Routine } from '../inventory/index.js';
import { asList, child, textAt, type Tree } from '../sql/parse-tree.js';
import { cast } from './cast.js';
import { choose, NULL_SCALAR, unread } from './choice.js';
import { runPlpgsql } from './plpgsql.js';
import { ANY_SCHEMA, userOf, within, type Reading, type Scope } from './scope.js';
import { scalarOf } from './subquery.js';
import { bareExpression } from './sub-link.js';
import { typeNameText } from './type-name.js';
import { isNullOf, not, or, type Value, type Witness } from './value.js';
import type { World } from './world.js';

/** Settings that do not change what a body reads. */
const HARMLESS: ReadonlySet<string> = new Set([
  'search_path',
  // Off, it is an error where a policy would apply, which admits less.
  'row_security',
  'statement_timeout',
  'lock_timeout',
  'work_mem',
  'jit',
  'plpgsql.variable_conflict',
]);

interface Entered {
  readonly scope: Scope;
  readonly strict: boolean;
  readonly args: readonly Value[];
}

export function readRoutine(reading: Reading, routine: Routine, args: readonly Value[], caller: Scope): Value {
  const entered = enter(reading, routine, args, caller);
  if (typeof entered === 'string') return notRead(reading, routine, entered);
  const result = bodyValue(reading, routine, entered);
  if (result === null) return notRead(reading, routine, `the body of ${routine.schema}.${routine.name}`);
  const returns = routine.returns.replace(/^SETOF /u, '');
  const typed =
    result.kind === 'list' || returns === 'record' ? result : cast(reading.problem, reading.world, result, returns);
  if (!entered.strict || entered.args.length === 0) return typed;
  return choose(reading, reading.problem.bool(not(or(...entered.args.map(isNullOf)))), typed, NULL_SCALAR);
}

/** Whatever it gives; what it does besides may forbid a proof. */
function notRead(reading: Reading, routine: Routine, what: string): Value {
  const { notes } = reading.problem;
  if (/\b(set_config|EXECUTE|SET\s+(LOCAL|SESSION))\b/iu.test(routine.body))
    notes.taints.add(`${routine.schema}.${routine.name} may change settings while the policies are evaluated`);
  for (const [, name = ''] of routine.body.matchAll(/\b(?:FROM|JOIN)\s+([\w."]+)/giu)) notes.mentioned.add(name);
  return unread(reading, what);
}

export function routineWitness(
  reading: Reading,
  routine: Routine,
  args: readonly Value[],
  caller: Scope,
): Witness | null {
  const entered = enter(reading, routine, args, caller);
  if (typeof entered === 'string') return null;
  if (routine.language === 'sql') {
    const select = sqlSelect(reading, routine);
    return select === null ? null : reading.witness(select, entered.scope);
  }
  const query = /^\s*BEGIN\s+RETURN\s+QUERY\s+(.*?);?\s*(RETURN\s*;\s*)?END\s*;?\s*$/isu.exec(
    withoutComments(routine.body),
  )?.[1];
  if (routine.language !== 'plpgsql' || query === undefined || query.includes(';')) return null;
  const parsed = reading.world.parsed(query);
  const select = parsed.ok && parsed.statements.length === 1 ? parsed.statements[0]?.node : undefined;
  return select === undefined ? null : reading.witness(select, entered.scope);
}

/** The scope of the body, or why it cannot be read. */
function enter(reading: Reading, routine: Routine, args: readonly Value[], caller: Scope): Entered | string {
  const name = `${routine.schema}.${routine.name}`;
  const inner = within(caller, `routine ${name}`);
  if (inner === null) return `the recursive or deeply nested function ${name}`;
  if (routine.language !== 'sql' && routine.language !== 'plpgsql')
    return `the function ${name} in language ${routine.language}`;
  if (routine.kind !== 'function' || routine.definition === null) return `the routine ${name}`;
  if (routine.config.some((each) => !HARMLESS.has(each.split('=')[0] ?? '')))
    return `the function ${name} with settings of its own`;
  const path = pathOf(reading, routine);
  if (path === 'open')
    return `the function ${name}, whose search_path is the session's own and may find functions that it made,`;
  const parsed = reading.world.parsed(routine.definition);
  const statement = parsed.ok ? parsed.statements[0]?.node : undefined;
  if (statement === undefined) return `the definition of ${name}`;
  const actor = routine.securityDefiner ? routine.owner : userOf(caller);
  const bare: Scope = {
    ...inner,
    tables: [],
    outer: null,
    variables: new Map(),
    common: new Map(),
    actor,
    user: null,
    path,
  };
  const bound = parameters(reading, statement, args, bare);
  return bound === null
    ? `the parameters of ${name}`
    : { scope: { ...bare, variables: bound.variables }, strict: isStrict(statement), args: bound.values };
}

function pathOf({ world, session, problem }: Reading, routine: Routine): readonly string[] | null | 'open' {
  if (isAtomic(routine)) return null;
  const pinned = routine.config.find((each) => each.startsWith('search_path='));
  const schemas = itemsOf(world.database.schemas).map((each) => each.name);
  const writable = (schema: string): boolean =>
    world.access.holds(session, { kind: 'schema', path: [schema], database: world.database.name }, 'CREATE');
  if (pinned === undefined) {
    problem.notes.ownPath = true;
    return schemas.some(writable) || canCreateSchema(world, session) ? 'open' : [ANY_SCHEMA, ...schemas];
  }
  const path = pinned
    .slice('search_path='.length)
    .split(',')
    .map((each) => each.trim().replace(/^"(.*)"$/u, '$1'));
  const known = path.filter((each) => each !== '' && each !== '$user');
  return known.some((each) => each !== 'pg_catalog' && each !== 'pg_temp' && writable(each)) || path.includes('$user')
    ? 'open'
    : known;
}

function canCreateSchema(world: World, role: string): boolean {
  return world.access.holds(role, { kind: 'database', path: [world.database.name] }, 'CREATE');
}

function isAtomic(routine: Routine): boolean {
  return /^\s*(BEGIN ATOMIC|RETURN)\b/u.test(routine.body) && routine.language === 'sql';
}

function isStrict(statement: Tree): boolean {
  return asList(child(statement, 'options')).some(
    (each) =>
      textAt(each, 'DefElem', 'defname') === 'strict' && child(each, 'DefElem', 'arg', 'Boolean', 'boolval') === true,
  );
}

function parameters(reading: Reading, statement: Tree, args: readonly Value[], scope: Scope) {
  const declared = asList(child(statement, 'parameters')).map((each) => child(each, 'FunctionParameter'));
  const inputs = declared.filter((each) => ['FUNC_PARAM_IN', 'FUNC_PARAM_DEFAULT', ''].includes(textAt(each, 'mode')));
  if (declared.some((each) => textAt(each, 'mode') === 'FUNC_PARAM_VARIADIC') || args.length > inputs.length)
    return null;
  const variables = new Map<string, Value>();
  const values: Value[] = [];
  for (const [index, parameter] of inputs.entries()) {
    const fallback = child(parameter, 'defexpr');
    const given =
      args[index] ?? (fallback === undefined ? undefined : reading.expression(fallback, { ...scope, path: null }));
    if (given === undefined) return null;
    const typed = cast(
      reading.problem,
      reading.world,
      given,
      typeNameText(child(parameter, 'argType'), scope, reading.world),
    );
    values.push(typed);
    variables.set(`$${index + 1}`, typed);
    const name = textAt(parameter, 'name');
    if (name !== '') variables.set(name, typed);
  }
  return { variables, values };
}

function bodyValue(reading: Reading, routine: Routine, { scope }: Entered): Value | null {
  if (routine.language === 'plpgsql') return runPlpgsql(reading, withoutComments(routine.body), scope);
  const select = sqlSelect(reading, routine);
  if (select === null) return null;
  const bare = bareExpression(select);
  if (bare !== null) return reading.expression(bare, scope);
  return scalarOf(reading, reading.witness(select, scope));
}

function sqlSelect(reading: Reading, routine: Routine): Tree {
  const atomic = /^\s*BEGIN ATOMIC\s+(.*?)\s*END\s*$/su.exec(routine.body)?.[1];
  const returned = /^\s*RETURN\s+(.*)$/su.exec(atomic ?? (isAtomic(routine) ? routine.body : ''))?.[1];
  const text = returned === undefined ? (atomic ?? routine.body) : `SELECT ${returned}`;
  const parsed = reading.world.parsed(text);
  const [statement, ...others] = parsed.ok ? parsed.statements : [];
  return statement === undefined || others.length > 0 || statement.kind !== 'SelectStmt' ? null : statement.node;
}

/** Comments become a blank; quoted text stays. */
export function withoutComments(text: string): string {
  return text.replaceAll(/('(?:[^']|'')*'|"[^"]*")|--[^\n]*|\/\*[\s\S]*?\*\//gu, (_, quoted?: string) => quoted ?? ' ');
}
