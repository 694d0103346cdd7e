// Compares what we demand with what the server deparsed, by parse tree. The parser is asynchronous, so all
// texts that a plan may compare are parsed beforehand; a text that was not, or does not parse, differs.

import { canonicalJson } from '../../core/canonical-json.js';
import type { Demand } from '../../demand/model.js';
import { itemsOf } from '../../inventory/section.js';
import type { ObjectRef } from '../../pg/object.js';
import { parseSql } from '../../sql/parse.js';
import { asList, child, type Tree } from '../../sql/parse-tree.js';
import type { Situation } from '../situation.js';
import { canonical } from './canonical.js';
import type { ColumnTypes, ReadColumns } from './scope.js';

export class Definitions {
  readonly #trees: ReadonlyMap<string, Tree>;
  readonly #situation: Situation;
  readonly #columns = new Map<string, ColumnTypes>();

  private constructor(trees: ReadonlyMap<string, Tree>, situation: Situation) {
    this.#trees = trees;
    this.#situation = situation;
  }

  static async of(demands: readonly Demand[], situation: Situation): Promise<Definitions> {
    const texts = new Set(demands.flatMap(({ fact }) => textsOf(fact, situation)));
    const trees = new Map<string, Tree>();
    for (const text of texts) {
      const parsed = await parseSql(text);
      const [only, second] = parsed.ok ? parsed.value : [];
      if (only?.kind === 'SelectStmt' && second === undefined) trees.set(text, only.node);
    }
    return new Definitions(trees, situation);
  }

  /** A policy's expressions, about rows of `relation`. */
  sameExpression(relation: ObjectRef, demanded: string | null, present: string | null): boolean {
    if (demanded === null || present === null) return demanded === present;
    const left = this.#expression(relation, demanded);
    const right = this.#expression(relation, present);
    return left !== undefined && left === right;
  }

  sameQuery(database: string | undefined, demanded: string, present: string): boolean {
    const left = this.#query(database, demanded);
    const right = this.#query(database, present);
    return left !== undefined && left === right;
  }

  #expression(relation: ObjectRef, text: string): string | undefined {
    const tree = this.#trees.get(asSelect(text));
    const [schema = '', name = ''] = relation.path;
    if (tree === undefined) return undefined;
    const readColumns = this.#reader(relation.database);
    const frames = [[{ alias: name, relation: [schema, name] as const, columns: readColumns(schema, name) ?? null }]];
    const value = child(asList(child(tree, 'targetList'))[0], 'ResTarget', 'val');
    return canonicalJson(canonical(value, { frames, readColumns }));
  }

  #query(database: string | undefined, text: string): string | undefined {
    const tree = this.#trees.get(bare(text));
    if (tree === undefined) return undefined;
    return canonicalJson(canonical({ SelectStmt: tree }, { frames: [], readColumns: this.#reader(database) }));
  }

  #reader(database: string | undefined): ReadColumns {
    return (schema, relation) => {
      if (this.#columns.size === 0) this.#readColumns();
      return this.#columns.get(JSON.stringify([database, schema, relation]));
    };
  }

  #readColumns(): void {
    const found = new Map<string, Map<string, string>>();
    for (const database of this.#situation.inventory.databases) {
      for (const column of itemsOf(database.columns)) {
        const key = JSON.stringify([database.name, column.schema, column.relation]);
        const types = found.get(key) ?? new Map<string, string>();
        types.set(column.name, column.type);
        found.set(key, types);
      }
    }
    for (const [key, types] of found) this.#columns.set(key, types);
  }
}

/** Only of objects that are there: what is new is not compared. */
function textsOf(fact: Demand['fact'], situation: Situation): readonly string[] {
  if (fact.kind === 'policy') {
    const present = situation.policy(fact.relation, fact.name);
    if (present === undefined) return [];
    const texts = [fact.using?.text, fact.check?.text, present.using, present.check];
    return texts.flatMap((text) => (text === undefined || text === null ? [] : [asSelect(text)]));
  }
  if (fact.kind !== 'view') return [];
  const definition = situation.relation(fact.view)?.definition;
  return definition === undefined || definition === null ? [] : [bare(fact.query.text), bare(definition)];
}

function asSelect(expression: string): string {
  return `SELECT (${expression})`;
}

function bare(query: string): string {
  return query.trim().replace(/;$/u, '');
}
