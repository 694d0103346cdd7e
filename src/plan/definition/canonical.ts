// One form for an expression however it was written, so that what we demanded can be compared with what
// the server deparses. Only differences without meaning go: positions, the alias of a scalar subquery, how
// a column is qualified, casts to text that the parser adds, the spelling of IN, and pg_catalog.
// Anything else that differs is a difference: better to set a policy anew than to overlook a changed one.

import { asList, asRecord, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { frameOf, resolveColumn, type Frames, type ReadColumns } from './scope.js';

export interface Scope {
  readonly frames: Frames;
  readonly readColumns: ReadColumns;
}

export function canonical(tree: Tree, scope: Scope): Tree {
  if (Array.isArray(tree)) return asList(tree).map((item) => canonical(item, scope));
  const fields = asRecord(tree);
  if (fields === undefined) return tree;
  const [tag, node] = Object.entries(fields)[0] ?? [];
  const rewrite = tag === undefined ? undefined : REWRITES.get(tag);
  return rewrite === undefined || Object.keys(fields).length > 1 ? plain(fields, scope) : rewrite(node, scope);
}

function plain(fields: Readonly<Record<string, Tree>>, scope: Scope): Tree {
  const kept = Object.entries(fields).filter(([key]) => !key.endsWith('location') && key !== 'funcformat');
  return Object.fromEntries(kept.map(([key, value]) => [key, canonical(value, scope)]));
}

type Rewrite = (node: Tree, scope: Scope) => Tree;

const REWRITES: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ['ColumnRef', columnRef],
  ['TypeCast', typeCast],
  ['TypeName', (node, scope) => typeName(node, scope)],
  ['FuncCall', functionCall],
  ['A_Expr', operatorExpression],
  ['BoolExpr', booleanExpression],
  ['SubLink', subLink],
  ['SelectStmt', select],
  ['RangeVar', (node) => ({ relation: [textAt(node, 'schemaname'), textAt(node, 'relname')] })],
]);

function columnRef(node: Tree, { frames }: Scope): Tree {
  const { entry, name } = resolveColumn(node, frames);
  return { column: [entry, name] };
}

const TEXT_LIKE = /^(?:text|character varying(?:\(\d+\))?|character(?:\(\d+\))?|name)$/u;

/** `'x'::text`, beside a role's name `'x'::name`, and `varchar_column::text` are what the parser itself adds. */
function typeCast(node: Tree, scope: Scope): Tree {
  const argument = child(node, 'arg');
  const type = typeName(child(node, 'typeName'), scope);
  const word = JSON.stringify(type);
  if (word === NAME_TYPE && child(argument, 'A_Const', 'sval') !== undefined) return canonical(argument, scope);
  if (word === TEXT_TYPE) {
    if (child(argument, 'A_Const', 'sval') !== undefined) return canonical(argument, scope);
    const column = child(argument, 'ColumnRef');
    const columnType = column === undefined ? undefined : resolveColumn(column, scope.frames).type;
    if (columnType !== undefined && TEXT_LIKE.test(columnType)) return canonical(argument, scope);
  }
  return { cast: [canonical(argument, scope), type] };
}

const NAME_TYPE = JSON.stringify({ type: ['name'], modifiers: [], array: 0 });
const TEXT_TYPE = JSON.stringify({ type: ['text'], modifiers: [], array: 0 });

function typeName(node: Tree, scope: Scope): Tree {
  return {
    type: unqualified(stringsAt(node, 'names')),
    modifiers: canonical(asList(child(node, 'typmods')), scope),
    array: asList(child(node, 'arrayBounds')).length,
  };
}

function unqualified(names: readonly string[]): readonly string[] {
  return names[0] === 'pg_catalog' && names.length > 1 ? names.slice(1) : names;
}

function functionCall(node: Tree, scope: Scope): Tree {
  const rest = Object.entries(asRecord(node) ?? {}).filter(([key]) => key !== 'funcname');
  return { call: unqualified(stringsAt(node, 'funcname')), ...asRecord(plain(Object.fromEntries(rest), scope)) };
}

const SAME_KIND: Readonly<Record<string, string>> = { AEXPR_LIKE: 'AEXPR_OP', AEXPR_ILIKE: 'AEXPR_OP' };

function operatorExpression(node: Tree, scope: Scope): Tree {
  const kind = textAt(node, 'kind');
  const name = unqualified(stringsAt(node, 'name'));
  const left = canonical(child(node, 'lexpr'), scope);
  if (kind === 'AEXPR_IN') {
    const elements = asList(child(node, 'rexpr', 'List', 'items')).map((item) => canonical(item, scope));
    return {
      operator: name[0] === '<>' ? 'AEXPR_OP_ALL' : 'AEXPR_OP_ANY',
      name,
      left,
      right: { A_ArrayExpr: { elements } },
    };
  }
  const right = canonical(child(node, 'rexpr'), scope);
  return { operator: SAME_KIND[kind] ?? kind, name, left, right };
}

/** `a AND (b AND c)` is `a AND b AND c`. */
function booleanExpression(node: Tree, scope: Scope): Tree {
  const operator = textAt(node, 'boolop');
  const flat = (item: Tree): readonly Tree[] => {
    const inner = child(item, 'BoolExpr');
    const nested = inner !== undefined && operator !== 'NOT_EXPR' && textAt(inner, 'boolop') === operator;
    return nested ? asList(child(inner, 'args')).flatMap(flat) : [canonical(item, scope)];
  };
  return { [operator]: asList(child(node, 'args')).flatMap(flat) };
}

function subLink(node: Tree, scope: Scope): Tree {
  const operator = unqualified(stringsAt(node, 'operName'));
  return {
    sublink: textAt(node, 'subLinkType'),
    // `x IN (SELECT …)` and `x = ANY (SELECT …)` are one.
    operator: operator.length === 0 ? ['='] : operator,
    test: canonical(child(node, 'testexpr') ?? null, scope),
    query: selectQuery(child(node, 'subselect', 'SelectStmt'), scope, false),
  };
}

function select(node: Tree, scope: Scope): Tree {
  return selectQuery(node, scope, true);
}

function selectQuery(node: Tree, scope: Scope, named: boolean): Tree {
  const frame = frameOf(child(node, 'fromClause'), scope.readColumns);
  const inner: Scope = { ...scope, frames: [...scope.frames, frame] };
  const rest = Object.entries(asRecord(node) ?? {}).filter(([key]) => key !== 'targetList');
  const targets = asList(child(node, 'targetList')).map((item) => {
    const target = child(item, 'ResTarget');
    const value = canonical(child(target, 'val'), inner);
    return named ? [textAt(target, 'name') || impliedName(child(target, 'val')), value] : [value];
  });
  return { targets, ...asRecord(plain(Object.fromEntries(rest), inner)) };
}

/** The name that a column without AS gets (FigureColname in parse_target.c). */
function impliedName(value: Tree): string {
  const column = stringsAt(value, 'ColumnRef', 'fields').at(-1);
  const call = stringsAt(value, 'FuncCall', 'funcname').at(-1);
  if (column !== undefined) return column;
  if (call !== undefined) return call;
  const cast = child(value, 'TypeCast');
  if (cast !== undefined) {
    const inner = impliedName(child(cast, 'arg'));
    return inner === '?column?' ? (stringsAt(cast, 'typeName', 'names').at(-1) ?? inner) : inner;
  }
  if (child(value, 'CoalesceExpr') !== undefined) return 'coalesce';
  if (child(value, 'CaseExpr') !== undefined) return 'case';
  return textAt(value, 'A_Expr', 'kind') === 'AEXPR_NULLIF' ? 'nullif' : '?column?';
}
