// FROM items: tables (under the reading role's policies), views unfolded, subqueries, functions, joins.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html: policies of inner relations apply as well.

import type { Relation } from '../inventory/index.js';
import { asList, asText, child, stringsAt, textAt, type Tree } from '../sql/parse-tree.js';
import { ANY_SCHEMA, userOf, within, type Named, type Reading, type RowSource, type Scope } from './scope.js';
import { family } from './types.js';
import { and, implies, isNullOf, not, type Formula, type Value, type Witness } from './value.js';

export interface Joined {
  readonly tables: readonly Named[];
  readonly conditions: readonly Formula[];
}

export function fromItem(reading: Reading, item: Tree, scope: Scope): Joined | null {
  const range = child(item, 'RangeVar');
  if (range !== undefined) return relationItem(reading, range, scope);
  const join = child(item, 'JoinExpr');
  if (join !== undefined) return joinItem(reading, join, scope);
  const derived = child(item, 'RangeSubselect');
  if (derived !== undefined) {
    return witnessItem(reading.witness(child(derived, 'subquery', 'SelectStmt'), scope), child(derived, 'alias'));
  }
  const routine = child(item, 'RangeFunction');
  return routine === undefined ? null : functionItem(reading, routine, scope);
}

function relationItem(reading: Reading, range: Tree, scope: Scope): Joined | null {
  const name = textAt(range, 'relname');
  const alias = textAt(range, 'alias', 'aliasname') || name;
  const schema = textAt(range, 'schemaname');
  if (child(range, 'alias', 'colnames') !== undefined) return null;
  const common = schema === '' ? scope.common.get(name) : undefined;
  if (common !== undefined) return witnessItem(reading.witness(common, { ...scope, tables: [] }), undefined, alias);
  const found = resolveRelation(reading, schema, name, scope);
  if (found === null) return null;
  const { relation, temporary } = found;
  if (temporary) {
    const row = reading.rows.add(relation.schema, relation.name, { virtual: true, temporary: true });
    return { tables: [{ alias, row }], conditions: [] };
  }
  if (relation.kind === 'view') return viewItem(reading, relation, alias, scope);
  const row = reading.rows.add(relation.schema, relation.name);
  return { tables: [{ alias, row }], conditions: [reading.readable(relation.schema, relation.name, row, scope)] };
}

/** What a name stands for; `temporary` when the session may put a table of its own in its place. */
type Resolved = { readonly relation: Relation; readonly temporary: boolean };

/** Without a schema the search path decides, and the session's temporary tables come before it. */
function resolveRelation(reading: Reading, schema: string, name: string, scope: Scope): Resolved | null {
  const { world } = reading;
  if (schema !== '') return resolved(world.relation(schema, name), false);
  // A path of the session's own most likely begins with public.
  const given = scope.path ?? [];
  const path =
    given[0] === ANY_SCHEMA ? [ANY_SCHEMA, 'public', ...given.slice(1).filter((each) => each !== 'public')] : given;
  const found = path.flatMap((each, index) => (world.relation(each, name) === undefined ? [] : [index]));
  const first = found[0];
  const temporary = path.indexOf('pg_temp');
  const database = { kind: 'database', path: [world.database.name] } as const;
  const mayCreate = world.access.holds(reading.session, database, 'TEMPORARY');
  // The session's choice between several: a temporary table of its own may hold what any of them holds.
  if (first === undefined || (path[0] === ANY_SCHEMA && found.length > 1 && !mayCreate)) return null;
  return resolved(world.relation(path[first] ?? '', name), mayCreate && (temporary < 0 || temporary < first));
}

function resolved(relation: Relation | undefined, temporary: boolean): Resolved | null {
  return relation === undefined ? null : { relation, temporary };
}

function viewItem(reading: Reading, view: Relation, alias: string, scope: Scope): Joined | null {
  const inner = within(scope, `view ${view.schema}.${view.name}`);
  if (inner === null || view.definition === null) return null;
  const parsed = reading.world.parsed(view.definition);
  const select = parsed.ok ? child(parsed.statements[0]?.node) : undefined;
  if (select === undefined) return null;
  const invoker = view.options.some((option) => /^security_invoker=(true|on|1|yes)$/iu.test(option));
  const own: Scope = { ...inner, tables: [], outer: null, variables: new Map(), common: new Map(), path: null };
  return witnessItem(
    reading.witness(select, { ...own, user: userOf(scope), actor: invoker ? scope.actor : view.owner }),
    undefined,
    alias,
  );
}

function functionItem(reading: Reading, routine: Tree, scope: Scope): Joined | null {
  const list = asList(child(routine, 'functions'));
  const call = asList(child(list[0], 'List', 'items'))[0];
  const alias = child(routine, 'alias');
  const witness = list.length === 1 && call !== undefined ? reading.callWitness(call, scope) : null;
  if (witness !== null && child(routine, 'ordinality') !== true) {
    return witnessItem(witness, alias, stringsAt(call, 'FuncCall', 'funcname').at(-1));
  }
  reading.problem.guess('a function in FROM is not modelled');
  const aliasName = textAt(alias, 'aliasname') || (stringsAt(call, 'FuncCall', 'funcname').at(-1) ?? '');
  const values = new Map<string, Value>();
  const column = (name: string): Value | undefined => {
    const known = stringsAt(alias, 'colnames');
    if (known.length > 0 ? !known.includes(name) : name !== aliasName) return undefined;
    const found = values.get(name) ?? reading.problem.freshScalar('opaque');
    values.set(name, found);
    return found;
  };
  return { tables: [{ alias: aliasName, row: { names: [], column } }], conditions: [] };
}

function witnessItem(witness: Witness | null, alias: Tree, name = textAt(alias, 'aliasname')): Joined | null {
  if (witness === null) return null;
  const renamed = stringsAt(alias, 'colnames');
  const columns = witness.columns.map((each, index) => ({ ...each, name: renamed[index] ?? each.name }));
  const row: RowSource = {
    names: columns.map((each) => each.name),
    column: (wanted) => columns.find((each) => each.name === wanted)?.value,
  };
  return { tables: [{ alias: asText(child(alias, 'aliasname')) ?? name, row }], conditions: [witness.holds] };
}

function joinItem(reading: Reading, join: Tree, scope: Scope): Joined | null {
  const left = fromItem(reading, child(join, 'larg'), scope);
  if (left === null || child(join, 'alias') !== undefined || child(join, 'isNatural') === true) return null;
  const before = reading.rows.all.length;
  const right = fromItem(reading, child(join, 'rarg'), { ...scope, tables: [...scope.tables, ...left.tables] });
  const kind = textAt(join, 'jointype');
  if (right === null || (kind !== 'JOIN_INNER' && kind !== 'JOIN_LEFT')) return null;
  const inner: Scope = { ...scope, tables: [...left.tables, ...right.tables], outer: scope };
  const condition = joinCondition(reading, join, left, right, inner);
  if (condition === null) return null;
  if (kind === 'JOIN_INNER') {
    return { tables: inner.tables, conditions: [...left.conditions, ...right.conditions, condition] };
  }
  const matched = reading.problem.freshBool();
  reading.problem.notes.presences.push({ rows: [before, reading.rows.all.length], when: matched });
  reading.problem.assert(implies(matched, and(...right.conditions, condition)));
  const tables = right.tables.map(({ alias, row }) => ({ alias, row: perhaps(reading, matched, row) }));
  return { tables: [...left.tables, ...tables], conditions: left.conditions };
}

function joinCondition(reading: Reading, join: Tree, left: Joined, right: Joined, scope: Scope): Formula | null {
  const using = stringsAt(join, 'usingClause');
  const quals = child(join, 'quals');
  if (using.length > 0) {
    const parts = using.map((name) => {
      const [a, b] = [left, right].map((side) => side.tables.flatMap(({ row }) => row.column(name) ?? [])[0]);
      return a?.kind !== 'scalar' || b?.kind !== 'scalar' || !comparable(reading, a.type, b.type)
        ? null
        : and(not(a.isNull), not(b.isNull), `(= ${a.value} ${b.value})`);
    });
    return parts.includes(null) ? null : and(...parts.filter((part) => part !== null));
  }
  return quals === undefined ? 'true' : reading.problem.asTruth(reading.expression(quals, scope)).isTrue;
}

function comparable({ world }: Reading, left: string, right: string): boolean {
  const shared = family(left, world.enums);
  return shared !== null && shared === family(right, world.enums);
}

/** The right side of a LEFT JOIN: its columns are NULL where nothing matched. */
function perhaps({ problem }: Reading, matched: Formula, row: RowSource): RowSource {
  const column = (name: string): Value | undefined => {
    const value = row.column(name);
    if (value === undefined || value.kind === 'list') return undefined;
    if (value.kind === 'truth') return problem.truth(and(matched, value.isTrue), and(matched, value.isFalse));
    return { ...value, isNull: problem.bool(`(or (not ${matched}) ${isNullOf(value)})`) };
  };
  return { names: row.names, column };
}
