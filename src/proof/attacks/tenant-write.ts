// Writing to tenant B's rows: insert, update, delete, and moving one's own row there. Row security checks a
// new row before constraints and indexes do (ExecInsert, ExecUpdateAct), and only a row that was really
// deleted or moved can violate a foreign key: such an error shows that the policy let the row pass.

import type { AttackOf } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { ColumnValue, SeededRelation } from '../tenants/model.js';
import type { Attempt, Passed } from './attempt.js';
import type { Ground } from './ground.js';
import { insideRowOf, insideStatementOf, insideTriggerOf } from './inside.js';
import { observed } from './observed.js';
import { nameOf, readable, type ColumnFact } from './relation-facts.js';
import { findRow } from './tenancy.js';

type TenantAttack = AttackOf<'tenant'>;

/** Without the key an UPDATE or DELETE would also reach A's own rows, and its count would say nothing. */
const CANNOT_AIM = 'the role may not read the key columns, so it cannot aim at the row of tenant B';

/** Foreign keys (23001 from 18 on, where they say RESTRICT), unique keys and exclusions come after the policies. */
const STOPPED_LATER: readonly string[] = ['23503', '23001', '23505', '23P01'];

/** What shows that the policies let the statement pass. */
function passedBy({ relation }: TenantAttack, ground: Ground, row: 'new' | 'of-b'): Passed {
  const inside = row === 'of-b' ? insideRowOf(ground, relation) : insideTriggerOf(ground, relation, 'after');
  const notInside = row === 'of-b' ? insideStatementOf(ground, relation) : insideTriggerOf(ground, relation, 'before');
  return {
    sqlstates: STOPPED_LATER,
    outcome: 'changed',
    ...(inside === null ? {} : { inside }),
    ...(notInside === null ? {} : { notInside }),
  };
}

/** A text: why the role has no such statement. */
export function writeAttempt(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): Attempt | string {
  switch (attack.action) {
    case 'insert':
      return insertAttempt(attack, seeded, columns, ground);
    case 'update':
      return updateAttempt(attack, seeded, columns, ground);
    case 'delete':
      return deleteAttempt(attack, seeded, columns, ground);
    case 'move':
      return moveAttempt(attack, seeded, columns, ground);
    case 'read':
      return 'reading writes nothing';
  }
}

/** Where B can have one row only, it is that row again: 23505 is the sign that the policy let it pass. */
function insertAttempt(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): Attempt {
  const values = seeded.insertable('b') ?? seeded.planted('b');
  const granted = new Set(columns.filter((each) => each.insert).map((each) => each.name));
  const used = values.filter(({ column }) => granted.size === 0 || granted.has(column));
  return { statement: insertSql(attack, used), read: changed, passed: passedBy(attack, ground, 'new') };
}

function insertSql(attack: TenantAttack, values: readonly ColumnValue[]): Sql {
  const names = join(
    values.map(({ column }) => Ident.of(column)),
    sql`, `,
  );
  const list = join(
    values.map(({ value }) => value),
    sql`, `,
  );
  return sql`INSERT INTO ${nameOf(attack.relation)} (${names}) VALUES (${list})`;
}

function updateAttempt(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): Attempt | string {
  const row = seeded.rows.b;
  const key = new Set(row.key.map(({ column }) => column));
  const candidates = columns.filter((each) => each.update && !each.computed);
  const chosen = candidates.find((each) => !key.has(each.name) && each.select) ?? candidates[0] ?? columns[0];
  if (chosen === undefined) return `${attack.relation.path.join('.')} has no column to update`;
  const where = findRow(row, readable(columns));
  if (where === null && attack.session === 'other-tenant') return CANNOT_AIM;
  const target = sql`UPDATE ${nameOf(attack.relation)} SET ${Ident.of(chosen.name)} = `;
  const statement =
    where === null
      ? sql`${target}${literal(row.values.get(chosen.name))}`
      : sql`${target}${chosen.select ? Ident.of(chosen.name) : literal(row.values.get(chosen.name))} WHERE ${where}`;
  return { statement, read: changed, passed: passedBy(attack, ground, 'of-b') };
}

function deleteAttempt(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): Attempt | string {
  const where = findRow(seeded.rows.b, readable(columns));
  if (where === null && attack.session === 'other-tenant') return CANNOT_AIM;
  const target = sql`DELETE FROM ${nameOf(attack.relation)}`;
  const statement = where === null ? target : sql`${target} WHERE ${where}`;
  return { statement, read: changed, passed: passedBy(attack, ground, 'of-b') };
}

/** A's own row is given to B, with every foreign key that holds the tenant's key following. */
function moveAttempt(
  attack: TenantAttack,
  seeded: SeededRelation,
  columns: readonly ColumnFact[],
  ground: Ground,
): Attempt | string {
  const moved = movedColumns(attack, ground);
  const possible = columns.filter((each) => !each.computed);
  const granted = possible.filter((each) => each.update);
  const allowed = new Set((granted.length > 0 ? granted : possible).map((each) => each.name));
  const usable = moved.filter((name) => allowed.has(name));
  const where = findRow(seeded.rows.a, readable(columns));
  const needed = attack.tenancy.kind === 'column' ? [attack.tenancy.column] : attack.tenancy.columns;
  if (needed.some((name) => !allowed.has(name)))
    return 'the tenant of a row is computed, or the role may not change it';
  const assignments = usable.map((name) => sql`${Ident.of(name)} = ${literal(seeded.rows.b.values.get(name))}`);
  const target = sql`UPDATE ${nameOf(attack.relation)} SET ${join(assignments, sql`, `)}`;
  const statement = where === null ? target : sql`${target} WHERE ${where}`;
  return { statement, read: changed, passed: passedBy(attack, ground, 'new') };
}

function movedColumns(attack: TenantAttack, ground: Ground): readonly string[] {
  const { tenancy } = attack;
  if (tenancy.kind === 'reference') return tenancy.columns;
  const [schema, name] = attack.relation.path;
  const database = ground.inventory.databases.find((each) => each.name === ground.databaseOf(attack.relation));
  const constraints = database === undefined ? [] : itemsOf(database.constraints);
  const following = constraints.filter(
    (each) =>
      each.kind === 'foreign-key' &&
      each.schema === schema &&
      each.relation === name &&
      each.columns.includes(tenancy.column),
  );
  return [...new Set([tenancy.column, ...following.flatMap((each) => each.columns)])];
}

/** Without a cast: an assignment gives it the column's type. */
function literal(text: string | null | undefined): Sql {
  return text === null || text === undefined ? sql`NULL` : sql`${Literal.of(text)}`;
}

function changed({ count }: { readonly count: number }): ReturnType<typeof observed> {
  return observed(count > 0 ? 'changed' : 'no-rows', { rows: count });
}
