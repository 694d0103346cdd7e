// Whether what a trigger or rule writes stays with the tenant of the row that fired it: the key's column gets NEW's or
// OLD's own key. Anything else (a variable, a call, a constant) is not told to do so.

import { asList, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { elementsOf } from './elements.js';
import type { WrittenRow } from './reached.js';

export interface Keyed {
  readonly key: string;
  /** Columns of the relation that fires, in order. */
  readonly from: readonly string[];
  /** Columns of the relation that is written, in order. */
  readonly to: readonly string[];
}

export function keepsKey({ kind, node }: WrittenRow, keyed: Keyed): boolean {
  // Nothing is copied.
  if (kind === 'DeleteStmt') return true;
  if (kind === 'UpdateStmt') return updates(node, keyed.key);
  return kind === 'InsertStmt' && inserts(node, keyed);
}

/** The body puts another key (or row) into NEW or OLD before it copies. */
export function changesRow(body: string, key: string): boolean {
  const elements = elementsOf(body);
  if (elements === null) return true;
  return elements.some(({ word }, index) => {
    if (word !== 'new' && word !== 'old') return false;
    const next = (step: number): string => elements[index + step]?.text.toLowerCase() ?? '';
    if (elements[index - 1]?.word === 'into' || elements[index - 1]?.word === 'strict') return true;
    const at = next(1) === '.' ? 3 : 1;
    const named = at === 1 || next(2).replaceAll('"', '') === key.toLowerCase();
    return named && (next(at) === ':' || next(at) === '=') && elements[index - 1]?.text !== '=';
  });
}

function inserts(node: Tree, { key, from, to }: Keyed): boolean {
  const listed = asList(child(node, 'cols')).map((each) => textAt(each, 'ResTarget', 'name'));
  const place = (listed.length > 0 ? listed : to).indexOf(key);
  const select = child(node, 'selectStmt', 'SelectStmt');
  const rows = asList(child(select, 'valuesLists')).map((each) => asList(child(each, 'List', 'items')));
  const targets = asList(child(select, 'targetList')).map((each) => child(each, 'ResTarget', 'val'));
  const values = rows.length > 0 ? rows : targets.length > 0 ? [targets] : [];
  if (place < 0 || values.length === 0 || child(node, 'onConflictClause') !== undefined) return false;
  if (child(select, 'larg') !== undefined) return false;
  return values.every((row) => (isWhole(row) ? from[place] === key : isOwnKey(row[place], key) && !row.some(isStar)));
}

/** `NEW.*` alone. */
function isWhole(row: readonly Tree[]): boolean {
  const [only] = row;
  return row.length === 1 && isStar(only) && isRow(stringsAt(only, 'ColumnRef', 'fields')[0]);
}

function isStar(value: Tree): boolean {
  return asList(child(value, 'ColumnRef', 'fields')).some((each) => child(each, 'A_Star') !== undefined);
}

function isRow(name: string | undefined): boolean {
  return name === 'new' || name === 'old';
}

function isOwnKey(value: Tree, key: string): boolean {
  const fields = stringsAt(value, 'ColumnRef', 'fields');
  return fields.length === 2 && isRow(fields[0]) && fields[1] === key;
}

/** SET leaves the key alone, and WHERE demands it of every row. */
function updates(node: Tree, key: string): boolean {
  const set = asList(child(node, 'targetList')).map((each) => textAt(each, 'ResTarget', 'name'));
  return (
    !set.includes(key) &&
    demands(
      child(node, 'whereClause'),
      key,
      textAt(node, 'relation', 'alias', 'aliasname') || textAt(node, 'relation', 'relname'),
    )
  );
}

function demands(condition: Tree, key: string, table: string): boolean {
  const both = child(condition, 'BoolExpr');
  if (both !== undefined)
    return (
      textAt(both, 'boolop') === 'AND_EXPR' && asList(child(both, 'args')).some((each) => demands(each, key, table))
    );
  const comparison = child(condition, 'A_Expr');
  if (textAt(comparison, 'kind') !== 'AEXPR_OP' || stringsAt(comparison, 'name').join('.') !== '=') return false;
  const sides = [child(comparison, 'lexpr'), child(comparison, 'rexpr')];
  return sides.some((side) => isOwnKey(side, key)) && sides.some((side) => isColumn(side, key, table));
}

function isColumn(value: Tree, key: string, table: string): boolean {
  const fields = stringsAt(value, 'ColumnRef', 'fields');
  return fields.at(-1) === key && (fields.length === 1 || (fields.length === 2 && fields[0] === table));
}
