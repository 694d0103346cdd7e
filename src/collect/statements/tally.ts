// Sums over the rows of pg_stat_statements. A text is parsed and forgotten at once; of names only those survive that
// the inventory holds anyway.

import { sortBy } from '../../core/order.js';
import type { Inventory, StatementUse } from '../../inventory/index.js';
import type { ParsedSql } from '../../sql/parse.js';
import type { Counting } from './inner-query.js';
import { RelationNames } from './relation-names.js';
import { RoleSums } from './role-sums.js';
import { toldBy, type Told } from './told.js';

export interface StatementRow {
  /** Null: gone. */
  readonly database: string | null;
  readonly role: string | null;
  readonly topLevel: boolean;
  readonly calls: number;
  /** Of the text, which is null when it is too long, or lost. */
  readonly bytes: number;
  readonly text: string | null;
}

/** What stands in place of a text that the reading role may not see. */
const HIDDEN_TEXT = '<insufficient privilege>';
/** In characters, and as many as a text costs besides: some six seconds, those with the most calls first. */
const MOST_PARSED = 60_000_000;
const EACH = 600;

export class StatementTally {
  readonly #sums = new Map<string, RoleSums>();
  readonly #parse: (text: string) => ParsedSql;
  readonly #counting: Counting;
  readonly #most: number;
  #parsed = 0;
  #gone = 0;

  constructor(parse: (text: string) => ParsedSql, counting: Counting, most: number = MOST_PARSED) {
    this.#parse = parse;
    this.#counting = counting;
    this.#most = most;
  }

  add({ database, role, topLevel, calls, bytes, text }: StatementRow): void {
    if (database === null || role === null) {
      this.#gone += calls;
      return;
    }
    const sums = this.#sumsOf(database, role);
    if (text === HIDDEN_TEXT) {
      sums.hidden += calls;
      return;
    }
    const told = this.#told(text, topLevel);
    if (told === null) sums.unparsed += calls;
    else sums.add(told, topLevel, calls, bytes);
  }

  /** Sorted; `inventory` holds the relations that names can mean. */
  sums(inventory: Inventory): { readonly use: readonly StatementUse[]; readonly gone: number } {
    const names = new RelationNames(inventory);
    const use = [...this.#sums.values()].map((sums) => sums.use(names));
    return { use: sortBy(use, (each) => [each.database, each.role]), gone: this.#gone };
  }

  #told(text: string | null, topLevel: boolean): Told | null {
    if (text === null || this.#parsed > this.#most) return null;
    this.#parsed += text.length + EACH;
    return toldBy(text, topLevel, this.#counting, this.#parse);
  }

  #sumsOf(database: string, role: string): RoleSums {
    const key = JSON.stringify([database, role]);
    const known = this.#sums.get(key) ?? new RoleSums(database, role);
    this.#sums.set(key, known);
    return known;
  }
}
