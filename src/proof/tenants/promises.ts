// Values promised to a child whose parent is planted later (cycles of foreign keys), by table, tenant and column.
// While one is open, the transaction is: the parent has to come before constraints are looked at.

import type { TenantLabel } from './model.js';

type Values = { readonly [L in TenantLabel]: Map<string, string> };

export class Promises {
  readonly #tables = new Map<string, Values>();
  /** Tables that had their turn: a row that they do not have by then comes no more. */
  readonly #closed = new Set<string>();

  get open(): boolean {
    return this.#tables.size > 0;
  }

  of(table: string, tenant: TenantLabel): ReadonlyMap<string, string> {
    return this.#tables.get(table)?.[tenant] ?? new Map();
  }

  /** Null when the table will have no further row, or when nothing can be made. */
  give(table: string, tenant: TenantLabel, column: string, make: () => string | null): string | null {
    if (this.#closed.has(table)) return null;
    const known = this.#tables.get(table) ?? { a: new Map<string, string>(), b: new Map<string, string>() };
    const value = known[tenant].get(column) ?? make();
    if (value === null) return null;
    known[tenant].set(column, value);
    this.#tables.set(table, known);
    return value;
  }

  keep(table: string): void {
    this.#tables.delete(table);
  }

  /** The table's turn is over; a row that was refused needs no parent, so that nobody waits for what it was promised. */
  close(table: string, refused: boolean, before: ReadonlySet<string>): void {
    this.#closed.add(table);
    this.#tables.delete(table);
    if (!refused) return;
    for (const key of this.#tables.keys()) if (!before.has(key)) this.#tables.delete(key);
  }

  tables(): ReadonlySet<string> {
    return new Set(this.#tables.keys());
  }
}
