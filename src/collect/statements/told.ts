// What the text of a statement tells, once it has been parsed: no text survives, nor what the parser says of it.

import type { AuditClass } from '../../inventory/index.js';
import type { ParsedSql, ParsedStatement } from '../../sql/parse.js';
import { child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { auditClassOf } from './audit-class.js';
import { whatRan, type Counting } from './inner-query.js';
import { touchedBy, type Touched } from './touched.js';

export interface Told {
  readonly auditClass: AuditClass;
  readonly touched: readonly Touched[];
  /** It sets search_path, or a setting whose name is a constant that pg_stat_statements took out. */
  readonly setsPath: boolean;
}

/** What pg_stat_statements leaves of a constant, or of a name: `interval $1`, `SAVEPOINT $1` and `FETCH $1` are no SQL. */
const PLACE = /\$\d+/gu;
const CONSTANTS = ["'1'", 'x', '1'] as const;

/** Null: not SQL of PostgreSQL 17, or several statements of which one ran. */
export function toldBy(
  text: string,
  topLevel: boolean,
  counting: Counting,
  parse: (text: string) => ParsedSql,
): Told | null {
  const statement = only(parse(text)) ?? withConstants(text, parse);
  if (statement === null) return null;
  const { statement: ran, countsRelations } = whatRan(statement, topLevel, counting);
  return {
    auditClass: auditClassOf(ran),
    touched: countsRelations ? touchedBy(ran) : [],
    setsPath: setsPath(ran),
  };
}

function withConstants(text: string, parse: (text: string) => ParsedSql): ParsedStatement | null {
  if (!text.includes('$')) return null;
  for (const constant of CONSTANTS) {
    const statement = only(parse(text.replaceAll(PLACE, constant)));
    if (statement !== null) return statement;
  }
  return null;
}

function only(parsed: ParsedSql): ParsedStatement | null {
  const [first, ...more] = parsed.ok ? parsed.value : [];
  return first === undefined || more.length > 0 ? null : first;
}

function setsPath({ kind, node }: Pick<ParsedStatement, 'kind' | 'node'>): boolean {
  if (kind === 'VariableSetStmt') return textAt(node, 'name').toLowerCase() === 'search_path';
  return kind === 'SelectStmt' && callsOf(node).some((call) => stringsAt(call, 'funcname').at(-1) === 'set_config');
}

/** In the list of a query's columns, where set_config() is called. */
function callsOf(select: Tree): readonly Tree[] {
  const targets = child(select, 'targetList');
  return Array.isArray(targets)
    ? targets.flatMap((each: Tree) => child(each, 'ResTarget', 'val', 'FuncCall') ?? [])
    : [];
}
