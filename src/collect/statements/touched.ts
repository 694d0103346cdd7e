// The relations that a statement reads and writes, by the names that stand in it: one entry each time a relation is
// named, as PostgreSQL checks rights and pgaudit records. Names of WITH queries are no relations. Definitions that
// run nothing (CREATE VIEW, …) touch nothing.

import type { ParsedStatement } from '../../sql/parse.js';
import { asList, asRecord, child, containsNode, textAt, type Tree } from '../../sql/parse-tree.js';

export interface Use {
  readonly reads: boolean;
  readonly writes: boolean;
  /** An UPDATE that reads nothing of it. */
  readonly blindUpdate: boolean;
}

export interface Touched extends Use {
  /** Null: not said. */
  readonly schema: string | null;
  readonly name: string;
}

type Scope = ReadonlySet<string>;

interface Part {
  readonly tree: Tree;
  /** Names of WITH queries. */
  readonly scope: Scope;
}

const RUNS: ReadonlySet<string> = new Set([
  'CopyStmt',
  'CreateTableAsStmt',
  'DeclareCursorStmt',
  'DeleteStmt',
  'ExplainStmt',
  'InsertStmt',
  'MergeStmt',
  'SelectStmt',
  'TruncateStmt',
  'UpdateStmt',
]);

export function touchedBy({ kind, node }: Pick<ParsedStatement, 'kind' | 'node'>): readonly Touched[] {
  if (!RUNS.has(kind)) return [];
  const found: Touched[] = [];
  const waiting: Part[] = [{ tree: { [kind]: node }, scope: new Set() }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { tree, scope } = next;
    if (Array.isArray(tree)) for (const item of asList(tree)) waiting.push({ tree: item, scope });
    const fields = asRecord(tree);
    if (fields === undefined) continue;
    const { within, queries } = withQueries(fields['withClause'], scope);
    waiting.push(...queries);
    for (const [key, value] of Object.entries(fields)) {
      // FOR UPDATE OF names an alias.
      if (key === 'withClause' || key === 'lockingClause') continue;
      if (key === 'RangeVar') found.push(...relationsOf([value], READ, within));
      else {
        found.push(...targetsOf(key, value));
        waiting.push({ tree: TARGETS.has(key) ? withoutTargets(value) : value, scope: within });
      }
    }
  }
  return found;
}

const READ: Use = { reads: true, writes: false, blindUpdate: false };
const WRITE: Use = { reads: false, writes: true, blindUpdate: false };
const COLUMNS: ReadonlySet<string> = new Set(['ColumnRef']);
const TARGETS: ReadonlySet<string> = new Set([
  'CopyStmt',
  'DeleteStmt',
  'InsertStmt',
  'MergeStmt',
  'TruncateStmt',
  'UpdateStmt',
]);
const NONE: Scope = new Set();

/** A query sees those before it; of WITH RECURSIVE all, itself too. */
function withQueries(clause: Tree, scope: Scope): { readonly within: Scope; readonly queries: readonly Part[] } {
  const each = asList(child(clause, 'ctes')).map((item) => child(item, 'CommonTableExpr'));
  if (each.length === 0) return { within: scope, queries: [] };
  const all: Scope = new Set([...scope, ...each.map((item) => textAt(item, 'ctename'))]);
  const recursive = child(clause, 'recursive') === true;
  const queries = each.map((item, index) => {
    const before = each.slice(0, index).map((other) => textAt(other, 'ctename'));
    return { tree: child(item, 'ctequery'), scope: recursive ? all : new Set([...scope, ...before]) };
  });
  return { within: all, queries };
}

/** What is written, and whether rights to read it are asked too. */
function targetsOf(kind: string, node: Tree): readonly Touched[] {
  if (!TARGETS.has(kind)) return [];
  const one = [child(node, 'relation')];
  switch (kind) {
    case 'TruncateStmt':
      return relationsOf(
        asList(child(node, 'relations')).map((item) => child(item, 'RangeVar')),
        WRITE,
        NONE,
      );
    case 'CopyStmt':
      return relationsOf(one, child(node, 'is_from') === true ? WRITE : READ, NONE);
    case 'InsertStmt': {
      const reads = ['returningList', 'onConflictClause'].some((part) => child(node, part) !== undefined);
      return relationsOf(one, { ...WRITE, reads }, NONE);
    }
    case 'MergeStmt':
      return relationsOf(one, { ...WRITE, reads: true }, NONE);
    default: {
      const reads = containsNode(node, COLUMNS);
      return relationsOf(one, { reads, writes: true, blindUpdate: kind === 'UpdateStmt' && !reads }, NONE);
    }
  }
}

function withoutTargets(node: Tree): Tree {
  return Object.fromEntries(
    Object.entries(asRecord(node) ?? {}).filter(([key]) => key !== 'relation' && key !== 'relations'),
  );
}

function relationsOf(variables: readonly Tree[], use: Use, scope: Scope): readonly Touched[] {
  return variables.flatMap((variable) => {
    const name = textAt(variable, 'relname');
    const schema = textAt(variable, 'schemaname');
    if (name === '' || (schema === '' && scope.has(name))) return [];
    return [{ schema: schema === '' ? null : schema, name, ...use }];
  });
}
