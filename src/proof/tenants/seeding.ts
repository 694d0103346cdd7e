// The work in one database: table after table in the order of foreign keys, both tenants in one transaction,
// so that a table has rows of both or of neither. Cycles of deferrable keys share a transaction.

import { uniqueSorted } from '../../core/order.js';
import type { BoundIntent } from '../../intent/bound.js';
import { itemsOf, type DatabaseInventory } from '../../inventory/index.js';
import type { Carrier, CarrierVia } from '../../pg/carrier.js';
import { objectKey, type ObjectRef } from '../../pg/object.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import { carriersOf, carry } from './carriers.js';
import type { DraftWish } from './draft.js';
import { insertRow, type InsertOutcome } from './insert.js';
import { TENANT_LABELS, type NotSeeded, type SeededRelation, type SeededRow, type TenantLabel } from './model.js';
import { foreignKeysOf, readTables, tableKey, type TablePlan, type Tables } from './plan.js';
import { objectOf, sameRow, seededRow } from './seeded.js';
import { partitionBounds } from './partition-bounds.js';
import { Promises } from './promises.js';
import { spareRows, type Sown } from './spare-rows.js';
import { parentsToVary, variedParent, VARIANTS } from './other-parent.js';
import type { TenantKeys } from './tenant-keys.js';
import type { TypeInfos } from './type-facts.js';
import { makeValue } from './values.js';

export interface SeedingParts {
  readonly session: Session;
  readonly database: DatabaseInventory;
  readonly intent: BoundIntent;
  readonly types: TypeInfos;
  readonly keys: TenantKeys;
  /** Numbers of rows begin behind it. */
  readonly from?: number;
}

interface Planted extends Sown {
  readonly row: SeededRow;
}

interface Attempted {
  readonly outcome: InsertOutcome;
  readonly wish: DraftWish;
}

const shared: ServerProblem = {
  sqlstate: '23505',
  message: 'only one row is possible, and it is there already',
  detail: null,
  network: null,
};

type Pair = { readonly [L in TenantLabel]: Planted };

export class DatabaseSeeding {
  readonly keys: TenantKeys;
  readonly seeded: SeededRelation[] = [];
  readonly notSeeded: NotSeeded[] = [];
  readonly #parts: SeedingParts;
  readonly #tables: Tables;
  readonly #carriers: readonly Carrier[];
  readonly #rows = new Map<string, Pair>();
  readonly #promises = new Promises();
  /** Objects whose rows are not committed yet. */
  #pending: ObjectRef[] = [];
  #open = false;
  #serial = 0;

  constructor(parts: SeedingParts) {
    this.#parts = parts;
    this.keys = parts.keys;
    this.#tables = readTables(parts.database);
    this.#carriers = carriersOf(parts.intent);
    this.#serial = parts.from ?? 0;
  }

  readonly #fresh = (): number => {
    this.#serial += 1;
    return this.#serial;
  };

  async plant(plan: TablePlan): Promise<void> {
    const { session, database } = this.#parts;
    // A trigger may have left the session as one of the owners that it is a member of.
    if (!this.#open) await session.query(sql`RESET ROLE; BEGIN`);
    this.#open = true;
    await session.query(sql`SET LOCAL search_path TO ${this.#path(plan)}; SAVEPOINT relation`);
    const before = this.#promises.tables();
    const pair = await this.#plantBoth(plan);
    if ('problem' in pair) {
      await session.query(sql`ROLLBACK TO SAVEPOINT relation`);
      const { sqlstate, message } = pair.problem;
      this.notSeeded.push({ object: objectOf(plan, database.name), sqlstate, reason: message });
    } else {
      this.#rows.set(plan.key, pair);
      this.#noteUsers(plan, pair);
      this.#pending.push(objectOf(plan, database.name));
      this.seeded.push({
        object: objectOf(plan, database.name),
        rows: { a: pair.a.row, b: pair.b.row },
        ...(await spareRows(session, pair, this.#fresh)),
      });
    }
    this.#promises.close(plan.key, 'problem' in pair, before);
    if (!this.#promises.open) await this.#commit();
  }

  /** Triggers and CHECKs of the source name things as their application does: its own schema first. */
  #path(plan: TablePlan): Sql {
    const others = itemsOf(this.#parts.database.schemas).map(({ name }) => name);
    const path = uniqueSorted([...others, 'public']).filter((name) => name !== plan.relation.schema);
    return join(
      [plan.relation.schema, 'public', ...path].map((name) => Ident.of(name)),
      sql`, `,
    );
  }

  /** What is still open is a cycle that could not be closed. */
  async finish(): Promise<void> {
    if (this.#open) await this.#commit();
  }

  async #commit(): Promise<void> {
    const { session } = this.#parts;
    const outcome = await session.attempt(sql`COMMIT`);
    const lost = new Set(this.#pending.map((object) => objectKey(object)));
    this.#open = false;
    this.#pending = [];
    if (outcome.ok) return;
    await session.attempt(sql`ROLLBACK`);
    const { sqlstate, message } = outcome.error;
    const gone = this.seeded.filter(({ object }) => lost.has(objectKey(object)));
    this.seeded.splice(0, Infinity, ...this.seeded.filter(({ object }) => !lost.has(objectKey(object))));
    for (const { object } of gone) {
      this.#rows.delete(tableKey(object.path[0] ?? '', object.path[1] ?? ''));
      this.notSeeded.push({ object, sqlstate, reason: message });
    }
  }

  async #plantBoth(plan: TablePlan): Promise<Pair | { readonly problem: ServerProblem }> {
    const a = await this.#plantOne(plan, 'a');
    if ('problem' in a) return a;
    const b = await this.#plantOne(plan, 'b');
    if ('problem' in b) return b;
    return sameRow(a.row, b.row) ? { problem: shared } : { a, b };
  }

  async #plantOne(plan: TablePlan, tenant: TenantLabel): Promise<Planted | { readonly problem: ServerProblem }> {
    const wanted = this.#wish(plan, tenant);
    const key = this.#pinnedKey(plan, tenant);
    if (key !== null)
      await carry(this.#parts.session, this.#carriers, ({ via }) =>
        via === undefined ? key : this.#user(via, tenant),
      );
    const deferred = this.#promises.open;
    if (deferred) await this.#parts.session.query(sql`SET CONSTRAINTS ALL DEFERRED`);
    const first: InsertOutcome = await insertRow(this.#parts.session, wanted, this.#fresh, deferred);
    const { outcome, wish } = first.ok ? { outcome: first, wish: wanted } : await this.#elsewhere(wanted, first);
    if (!outcome.ok) return outcome;
    for (const column of plan.columns) {
      const value = outcome.values.get(column.name);
      if (plan.pinned.has(column.name) && typeof value === 'string') this.keys.settle(tenant, column.type, value);
    }
    const row = seededRow(plan, tenant, this.#tenantOf(plan, tenant, outcome.values), outcome.values);
    return { wish, row, given: outcome.given };
  }

  /** A CHECK that looks at the parent, or wants two of them, may accept another row of the parent. */
  async #elsewhere(wish: DraftWish, refused: InsertOutcome): Promise<Attempted> {
    const { session } = this.#parts;
    for (const foreign of refused.ok ? [] : parentsToVary(wish.plan, refused.problem)) {
      const planted = this.#rows.get(foreign.parent)?.[wish.tenant];
      if (planted === undefined) continue;
      for (let variant = 0; variant < VARIANTS; variant += 1) {
        const parent = await variedParent(session, planted, { foreign, wish, variant, serial: this.#fresh() });
        if (parent === null) continue;
        const fixed = new Map(wish.fixed);
        for (const [at, column] of foreign.columns.entries())
          fixed.set(column, parent.get(foreign.parentColumns[at] ?? '') ?? null);
        const other = { ...wish, fixed };
        const outcome = await insertRow(session, other, this.#fresh, this.#promises.open);
        if (outcome.ok) return { outcome, wish: other };
      }
    }
    return { outcome: refused, wish };
  }

  #wish(plan: TablePlan, tenant: TenantLabel): DraftWish {
    const fixed = new Map<string, string | null>(this.#promises.of(plan.key, tenant));
    const preferred = new Map<string, string>();
    for (const foreign of plan.needed) this.#reference(plan, foreign, tenant, fixed);
    for (const column of plan.columns) {
      if (!plan.pinned.has(column.name) || fixed.has(column.name)) continue;
      const settled = this.keys.settled(tenant, column.type);
      const wanted = this.keys.preferred(tenant, column.type);
      if (settled !== null) fixed.set(column.name, settled);
      else if (wanted !== null) preferred.set(column.name, wanted);
    }
    const { types } = this.#parts;
    return {
      plan,
      types,
      tenant,
      serial: this.#fresh(),
      fixed,
      preferred,
      fill: 'rich',
      bounds: partitionBounds(plan, this.#tables, this.#parts.database),
    };
  }

  /** The values of a foreign key's columns: of the parent's row, or promised to it. */
  #reference(
    plan: TablePlan,
    foreign: TablePlan['needed'][number],
    tenant: TenantLabel,
    fixed: Map<string, string | null>,
  ): void {
    const parent = this.#rows.get(foreign.parent)?.[tenant].row.values;
    for (const [index, column] of foreign.columns.entries()) {
      const target = foreign.parentColumns[index] ?? '';
      const value = parent?.get(target) ?? this.#promise(foreign.parent, target, tenant);
      if (value === null) continue;
      if (!fixed.has(column)) fixed.set(column, value);
      if (foreign.parent === plan.key) fixed.set(target, value);
    }
    if (foreign.parent === plan.key) this.#promises.keep(plan.key);
  }

  #promise(table: string, name: string, tenant: TenantLabel): string | null {
    const column = this.#tables.get(table)?.columns.find((item) => item.name === name);
    if (column === undefined) return null;
    const { types } = this.#parts;
    return this.#promises.give(
      table,
      tenant,
      name,
      () => makeValue(column.type, types, tenant, this.#fresh())?.text ?? null,
    );
  }

  #pinnedKey(plan: TablePlan, tenant: TenantLabel): string | null {
    const type = plan.columns.find((column) => plan.pinned.has(column.name))?.type ?? 'uuid';
    return this.keys.settled(tenant, type) ?? this.keys.preferred(tenant, type);
  }

  #tenantOf(plan: TablePlan, tenant: TenantLabel, values: ReadonlyMap<string, string | null>): string | null {
    const isolation = plan.bound?.isolation ?? null;
    if (isolation === null) return null;
    if (isolation.tenantKey !== null) return values.get(isolation.tenantKey) ?? null;
    const parent = isolation.parent?.parent.path;
    return parent === undefined
      ? null
      : (this.#rows.get(tableKey(parent[0] ?? '', parent[1] ?? ''))?.[tenant].row.tenantKey ?? null);
  }

  /** Who the session is, where a table says which tenants are his: a member, or the row that will become one. */
  #user(via: CarrierVia, tenant: TenantLabel): string | null {
    const membership = tableKey(via.schema, via.table);
    const member = this.#rows.get(membership)?.[tenant].row.values.get(via.userColumn);
    if (typeof member === 'string') return member;
    for (const foreign of foreignKeysOf(this.#tables.get(membership)?.constraints ?? [])) {
      const target = foreign.parentColumns[foreign.columns.indexOf(via.userColumn)];
      const user = target === undefined ? null : this.#rows.get(foreign.parent)?.[tenant].row.values.get(target);
      if (typeof user === 'string') return user;
    }
    return null;
  }

  #noteUsers(plan: TablePlan, pair: Pair): void {
    for (const { via } of this.#carriers) {
      if (via === undefined || tableKey(via.schema, via.table) !== plan.key) continue;
      for (const tenant of TENANT_LABELS) {
        const user = pair[tenant].row.values.get(via.userColumn);
        if (typeof user === 'string') this.keys.setUser(tenant, plan.key, user);
      }
    }
  }
}
