// What a parsed text touches: relations it reads and writes, routines it calls, by the names as written. A node that
// could do something else (DDL, COPY, NOTIFY, …) is named.

import { asList, asRecord, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';

/** `schema` is '' where the text does not say it; `perhaps` when it may mean something else (a WITH query, a column). */
export interface Name {
  readonly schema: string;
  readonly name: string;
  readonly perhaps: boolean;
}

export interface Write {
  readonly target: Name;
  /** InsertStmt, UpdateStmt, DeleteStmt or MergeStmt. */
  readonly kind: string;
  readonly node: Tree;
}

export interface Facts {
  readonly reads: readonly Name[];
  readonly writes: readonly Write[];
  readonly calls: readonly Name[];
  /** Something that is not followed any further, in words. */
  readonly opaque: readonly string[];
}

const WRITES: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Statements that neither read nor write rows. */
const IDLE: ReadonlySet<string> = new Set(['TransactionStmt', 'VariableShowStmt']);

/** Functions of pg_catalog that read or write what only a text or a number names, or send it elsewhere. */
const BY_TEXT =
  /^(?:(?:query|cursor|table|schema|database)_to_xml.*|ts_stat|ts_rewrite|lo_.*|loread|lowrite|pg_read_.*|pg_ls_.*|pg_stat_file|pg_notify|pg_logical_.*|pg_replication_.*|set_config|pg_file_.*|dblink.*|crosstab.*|currtid2?|pg_get_publication_tables|pg_create_.*|pg_reload_conf|pg_terminate_backend)$/u;

export function factsOf(kind: string, node: Tree): Facts {
  const collector = new Collector();
  if (!IDLE.has(kind)) collector.statement(kind, node);
  return collector;
}

class Collector implements Facts {
  readonly reads: Name[] = [];
  readonly writes: Write[] = [];
  readonly calls: Name[] = [];
  readonly opaque: string[] = [];

  statement(kind: string, node: Tree): void {
    if (kind !== 'SelectStmt' && kind !== 'CallStmt' && !WRITES.has(kind)) {
      this.opaque.push(`it runs ${kind.replace(/Stmt$/u, '')}`);
      return;
    }
    this.#visit(kind, node, new Set());
  }

  /** Children of a node. */
  #below(node: Tree, common: ReadonlySet<string>): void {
    for (const item of asList(node)) this.#below(item, common);
    for (const [key, value] of Object.entries(asRecord(node) ?? {})) this.#visit(key, value, common);
  }

  #visit(key: string, node: Tree, outer: ReadonlySet<string>): void {
    const common = withCommon(node, outer);
    if (WRITES.has(key)) this.writes.push({ target: nameAt(child(node, 'relation'), common), kind: key, node });
    if (key === 'intoClause') this.opaque.push('it makes a table');
    if (key === 'FuncCall' || key === 'funccall') this.#call(node);
    if (key === 'ColumnRef' || key === 'A_Indirection') this.#field(node);
    if (key === 'RangeVar') this.reads.push(nameAt(node, common));
    else this.#below(node, common);
  }

  #call(node: Tree): void {
    const names = stringsAt(node, 'funcname');
    const schema = names.length > 1 ? (names.at(-2) ?? '') : '';
    const name = names.at(-1) ?? '';
    if (BY_TEXT.test(name)) this.opaque.push(`it calls ${name}`);
    this.calls.push({ schema, name, perhaps: false });
  }

  /** `row.f` may mean `f(row)`. https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE */
  #field(node: Tree): void {
    const names = [...stringsAt(node, 'fields'), ...stringsAt(node, 'indirection')];
    const name = names.at(-1);
    if (name !== undefined) this.calls.push({ schema: '', name, perhaps: true });
  }
}

function withCommon(node: Tree, outer: ReadonlySet<string>): ReadonlySet<string> {
  const named = asList(child(node, 'withClause', 'ctes')).map((each) => textAt(each, 'CommonTableExpr', 'ctename'));
  return named.length === 0 ? outer : new Set([...outer, ...named]);
}

function nameAt(range: Tree, common: ReadonlySet<string>): Name {
  const [schema, name] = [textAt(range, 'schemaname'), textAt(range, 'relname')];
  return { schema, name, perhaps: schema === '' && common.has(name) };
}
