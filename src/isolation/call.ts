// Function calls: the built-in ones that policies use, and the routines of the database, read from their
// bodies. https://www.postgresql.org/docs/current/functions-info.html

import { itemsOf } from '../inventory/index.js';
import { asList, child, stringsAt, type Tree } from '../sql/parse-tree.js';
import { unread } from './choice.js';
import { cutText } from './array.js';
import { predicate } from './predicate.js';
import { concat, opaqueText, splitPart } from './text.js';
import { jsonAccess } from './json.js';
import { readRoutine, routineWitness } from './routine.js';
import { userOf, type Reading, type Scope } from './scope.js';
import type { Routine } from '../inventory/index.js';
import { FALSE, TRUE, type Value, type Witness } from './value.js';

const TEXT_FUNCTIONS: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'btrim',
  'ltrim',
  'rtrim',
  'md5',
  'left',
  'right',
  'split_part',
  'replace',
  'substring',
  'substr',
  'regexp_replace',
  'initcap',
  'reverse',
  'translate',
  'encode',
]);
const NUMBER_FUNCTIONS: ReadonlySet<string> = new Set([
  'length',
  'char_length',
  'octet_length',
  'strpos',
  'position',
  'array_length',
  'cardinality',
  'abs',
]);
const CLOCKS: ReadonlySet<string> = new Set(['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp']);
const PREDICATES: ReadonlySet<string> = new Set([
  'starts_with',
  'jsonb_exists',
  'jsonb_contains',
  'arraycontains',
  'arrayoverlap',
]);

export function readCall(reading: Reading, node: Tree, scope: Scope): Value {
  const aggregated = scope.aggregate?.(node) ?? null;
  if (aggregated !== null) return aggregated;
  const args = argumentsOf(reading, node, scope);
  const target = targetOf(reading, node, scope);
  if (args === null || target === null) return unread(reading, `the call of ${stringsAt(node, 'funcname').join('.')}`);
  if (target.kind === 'routine') return readRoutine(reading, target.routine, args, scope);
  return builtIn(reading, target.name, args, scope);
}

/** Rows of `SELECT f()` and `FROM f()`. */
export function readCallWitness(reading: Reading, tree: Tree, scope: Scope): Witness | null {
  const node = child(tree, 'FuncCall');
  const args = argumentsOf(reading, node, scope);
  const target = node === undefined ? null : targetOf(reading, node, scope);
  if (args === null || target === null || target.kind !== 'routine') return null;
  return routineWitness(reading, target.routine, args, scope);
}

function argumentsOf(reading: Reading, node: Tree, scope: Scope): readonly Value[] | null {
  if (
    ['agg_star', 'agg_distinct', 'func_variadic', 'over', 'agg_filter', 'agg_order'].some(
      (key) => child(node, key) !== undefined,
    )
  )
    return null;
  const args = asList(child(node, 'args'));
  if (args.some((each) => child(each, 'NamedArgExpr') !== undefined)) return null;
  return args.map((each) => reading.expression(each, scope));
}

type Target =
  | { readonly kind: 'routine'; readonly routine: Routine }
  | { readonly kind: 'built-in'; readonly name: string };

function targetOf({ world }: Reading, node: Tree, scope: Scope): Target | null {
  const names = stringsAt(node, 'funcname');
  const name = names.at(-1) ?? '';
  const schema = names.length > 1 ? (names.at(-2) ?? '') : null;
  if (schema === 'pg_catalog' || (schema === null && scope.path === null)) return { kind: 'built-in', name };
  const given = asList(child(node, 'args')).length;
  const schemas = schema === null ? (scope.path ?? []) : [schema];
  const found = schemas.flatMap((each) => world.routines(each, name)).filter((each) => accepts(each, given));
  if (found.length > 1) return null;
  const routine = found[0];
  if (routine === undefined) return schema === null ? { kind: 'built-in', name } : null;
  // A name that is also built in may mean either, by argument types; extensions are C code.
  return schema === null && isBuiltIn(name) ? null : { kind: 'routine', routine };
}

/** Defaults may make up for missing arguments; too many never fit. */
function accepts(routine: Routine, given: number): boolean {
  const declared = routine.identityArguments === '' ? 0 : routine.identityArguments.split(',').length;
  return given === declared || (given < declared && (routine.definition ?? '').includes('DEFAULT'));
}

function isBuiltIn(name: string): boolean {
  return (
    [TEXT_FUNCTIONS, NUMBER_FUNCTIONS, CLOCKS, PREDICATES].some((set) => set.has(name)) ||
    name === 'current_setting' ||
    name === 'pg_has_role'
  );
}

function builtIn(reading: Reading, name: string, args: readonly Value[], scope: Scope): Value {
  const { problem } = reading;
  const [first, second] = args;
  if (name === 'current_setting') return currentSetting(reading, first);
  if (name === 'pg_has_role') return hasRole(reading, args, scope);
  if (CLOCKS.has(name)) return { ...problem.freshScalar('timestamp with time zone'), isNull: 'false' };
  if (name === 'jsonb_extract_path_text' || name === 'json_extract_path_text') {
    if (first?.kind === 'scalar' && second !== undefined && args.length === 2)
      return jsonAccess(reading, '->>', first, second);
  }
  if (PREDICATES.has(name)) return predicate(reading, name, args);
  const known = knownText(reading, name, args);
  if (known !== null) return known;
  if (name === 'set_config') problem.notes.taints.add('a setting is changed while the policies are evaluated');
  const type = TEXT_FUNCTIONS.has(name) ? 'text' : NUMBER_FUNCTIONS.has(name) ? 'integer' : null;
  if (type !== null) return opaqueText(reading, name, args, type);
  problem.guess(`the function ${name} is not modelled`);
  return problem.freshScalar('opaque');
}

function knownText(reading: Reading, name: string, args: readonly Value[]): Value | null {
  const [first, second] = args;
  switch (name) {
    case 'string_to_array':
      return first === undefined || second === undefined || args.length > 2 ? null : cutText(reading, first, second);
    case 'split_part':
      return splitPart(reading, args);
    case 'concat':
      return concat(reading, args);
    default:
      return null;
  }
}

function currentSetting(reading: Reading, name: Value | undefined): Value {
  if (name?.kind === 'scalar' && name.text !== undefined) return reading.problem.setting(name.text);
  return unread(reading, 'a setting whose name is not constant');
}

/** Decided from the memberships when all names are constant. https://www.postgresql.org/docs/current/functions-info.html */
function hasRole(reading: Reading, args: readonly Value[], scope: Scope): Value {
  const texts = args.map((each) => (each.kind === 'scalar' ? each.text : undefined));
  const [role, privilege] = texts.length === 2 ? texts : texts.slice(1);
  const member = texts.length === 2 ? userOf(scope) : texts[0];
  const kind = privilege?.toUpperCase();
  const reach = kind === 'MEMBER' ? 'member' : kind === 'USAGE' ? 'privileges' : kind === 'SET' ? 'set' : null;
  const { members } = reading.world.access;
  const roles = reading.world.inventory.cluster.roles;
  if (
    member === undefined ||
    role === undefined ||
    reach === null ||
    !itemsOf(roles).some((each) => each.name === role)
  ) {
    reading.problem.guess('pg_has_role over names that are not constant is not modelled');
    return reading.problem.freshTruth();
  }
  return members.reaches(reach, member, role) ? TRUE : FALSE;
}

/** A call with arguments that are already values. */
export function readCallOf(reading: Reading, routine: Routine, args: readonly Value[], scope: Scope): Value {
  return readRoutine(reading, routine, args, scope);
}
