// Statements that carry a query: PREPARE, EXPLAIN, DECLARE, COPY (…) TO, CREATE TABLE AS. pg_stat_statements shows
// an executed prepared statement by the text of its PREPARE, and under `track = all` the carried query on its own
// as a nested one, by the text of the statement that carries it (of CREATE TABLE AS since 18).

import type { ParsedStatement } from '../../sql/parse.js';
import { asRecord, child, type Tree } from '../../sql/parse-tree.js';

type Statement = Pick<ParsedStatement, 'kind' | 'node'>;

const CARRIERS: ReadonlySet<string> = new Set(['CopyStmt', 'CreateTableAsStmt', 'DeclareCursorStmt', 'ExplainStmt']);

/** What ran, and whether the relations that it names count, or are counted with another row of the view. */
export interface Ran {
  readonly statement: Statement;
  readonly countsRelations: boolean;
}

export interface Counting {
  /** Nested statements have rows of their own. */
  readonly nestedRows: boolean;
  readonly major: number;
}

export function whatRan(statement: Statement, topLevel: boolean, { nestedRows, major }: Counting): Ran {
  if (statement.kind === 'PrepareStmt') return { statement: carried(statement) ?? statement, countsRelations: true };
  const inner = CARRIERS.has(statement.kind) ? carried(statement) : undefined;
  const hasOwnRow =
    inner !== undefined &&
    nestedRows &&
    (['CopyStmt', 'ExplainStmt'].includes(statement.kind) || (isIntoTable(statement) && major >= 18));
  if (!hasOwnRow) return { statement, countsRelations: true };
  return topLevel ? { statement, countsRelations: false } : { statement: inner, countsRelations: true };
}

/** Not so for a materialized view. */
function isIntoTable({ kind, node }: Statement): boolean {
  return kind === 'CreateTableAsStmt' && child(node, 'objtype') !== 'OBJECT_MATVIEW';
}

function carried({ node }: Statement): Statement | undefined {
  const tagged: Tree = child(node, 'query');
  const [kind, inner] = Object.entries(asRecord(tagged) ?? {})[0] ?? [];
  return kind === undefined ? undefined : { kind, node: inner };
}
