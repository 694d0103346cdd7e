// Which table a column name in an expression means. PostgreSQL's deparser qualifies names in its own way;
// two texts are the same when every name leads to the same entry of the same FROM clause.

import { asList, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';

/** Column name → type, as the inventory has it. */
export type ColumnTypes = ReadonlyMap<string, string>;
export type ReadColumns = (schema: string, relation: string) => ColumnTypes | undefined;

export interface Entry {
  readonly alias: string;
  readonly relation: readonly [string, string] | null;
  /** Null when not known (a CTE, a function). */
  readonly columns: ColumnTypes | null;
}

/** Outermost first. */
export type Frames = readonly (readonly Entry[])[];

export function frameOf(fromClause: Tree, readColumns: ReadColumns): readonly Entry[] {
  return asList(fromClause).flatMap((item) => entriesOf(item, readColumns));
}

function entriesOf(item: Tree, readColumns: ReadColumns): readonly Entry[] {
  const range = child(item, 'RangeVar');
  if (range !== undefined) {
    const schema = textAt(range, 'schemaname');
    const name = textAt(range, 'relname');
    const columns = schema === '' ? undefined : readColumns(schema, name);
    return [{ alias: textAt(range, 'alias', 'aliasname') || name, relation: [schema, name], columns: columns ?? null }];
  }
  const join = child(item, 'JoinExpr');
  if (join !== undefined) {
    return [...entriesOf(child(join, 'larg'), readColumns), ...entriesOf(child(join, 'rarg'), readColumns)];
  }
  const other = child(item, 'RangeSubselect') ?? child(item, 'RangeFunction');
  return other === undefined ? [] : [{ alias: textAt(other, 'alias', 'aliasname'), relation: null, columns: null }];
}

export interface ResolvedColumn {
  /** Frame and entry, e.g. `0.0`; `?` when it could not be told. */
  readonly entry: string;
  readonly name: string;
  readonly type: string | undefined;
}

export function resolveColumn(columnRef: Tree, frames: Frames): ResolvedColumn {
  const fields = stringsAt(columnRef, 'fields');
  const name = asList(child(columnRef, 'fields')).some((field) => child(field, 'A_Star') !== undefined)
    ? '*'
    : (fields.at(-1) ?? '');
  const qualifiers = name === '*' ? fields : fields.slice(0, -1);
  for (let depth = frames.length - 1; depth >= 0; depth -= 1) {
    const frame = frames[depth] ?? [];
    const index = frame.findIndex((entry) => matches(entry, qualifiers, name));
    if (index >= 0) return { entry: `${depth}.${index}`, name, type: frame[index]?.columns?.get(name) };
  }
  return { entry: `?${JSON.stringify(qualifiers)}`, name, type: undefined };
}

function matches(entry: Entry, qualifiers: readonly string[], name: string): boolean {
  const [first, second] = qualifiers;
  if (first === undefined) return entry.columns?.has(name) === true;
  if (second === undefined) return entry.alias === first;
  return entry.relation?.[0] === first && entry.relation[1] === second;
}
