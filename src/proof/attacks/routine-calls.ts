// How a role reaches a routine: it calls it, or, when it is a trigger's, touches a row of a table that has the
// trigger, in a session of the seeded row's own tenant.

import type { AttackOf } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { SeededRelation } from '../tenants/model.js';
import { callsWith } from './call-arguments.js';
import type { Ground } from './ground.js';
import { nameOf } from './relation-facts.js';
import { argumentList, type RoutineFact } from './routine-facts.js';
import { carry, findRow } from './tenancy.js';

/** Each a list of statements of which the last reaches the routine; a text: why there is no way to it. */
export async function routineCalls(
  attack: AttackOf<'search-path'>,
  routine: RoutineFact,
  ground: Ground,
  database: string,
): Promise<readonly (readonly Sql[])[] | string> {
  if (routine.returnsTrigger) return triggerCalls(attack, ground, database);
  const values = routine.parameters.map((each) => sql`NULL::${each.cast}`);
  const nulls = argumentList(routine, values);
  const bare =
    routine.kind === 'procedure' ? sql`CALL ${routine.name}(${nulls})` : sql`SELECT * FROM ${routine.name}(${nulls})`;
  if (routine.parameters.length === 0) return [[bare]];
  const seeded = ground.seeds.relations
    .slice(0, 8)
    .flatMap((each) => callsWith(routine, each.rows.a, each.object, ground.inventory).slice(0, 2));
  return [[bare], ...seeded.map((call) => [call])];
}

async function triggerCalls(
  attack: AttackOf<'search-path'>,
  ground: Ground,
  database: string,
): Promise<readonly (readonly Sql[])[] | string> {
  const [schema, signature] = attack.routine.path;
  const inventory = ground.inventory.databases.find((each) => each.name === database);
  const triggers = inventory === undefined ? [] : itemsOf(inventory.triggers);
  const calls: (readonly Sql[])[] = [];
  for (const trigger of triggers) {
    if (trigger.function.schema !== schema || trigger.function.signature !== signature) continue;
    const table = objectRef('table', [trigger.schema, trigger.relation], database);
    const seeded = ground.seeds.relation(table);
    if (seeded !== null) calls.push(...(await touches(attack.role, table, seeded, ground, database)));
  }
  return calls.length === 0 ? 'it is a trigger of no table in which the role could touch a seeded row' : calls;
}

async function touches(
  role: string,
  table: ObjectRef,
  seeded: SeededRelation,
  ground: Ground,
  database: string,
): Promise<readonly (readonly Sql[])[]> {
  const carrier = ground.carrierOf(table);
  const carried = carrier === null ? null : carry(carrier, 'a', ground.seeds, seeded.rows.a.tenantKey);
  if (carried?.ok === false) return [];
  const opening = carried?.value ?? [];
  const columns = await ground.relations.columns(role, table, database);
  const changeable = columns.find((each) => each.update && each.select && !each.computed);
  const where = findRow(seeded.rows.a, new Set(columns.filter((each) => each.select).map((each) => each.name)));
  const calls: (readonly Sql[])[] = [];
  if (changeable !== undefined && where !== null) {
    const column = Ident.of(changeable.name);
    calls.push([...opening, sql`UPDATE ${nameOf(table)} SET ${column} = ${column} WHERE ${where}`]);
  }
  const values = seeded.insertable('a');
  if (values !== null && columns.some((each) => each.insert)) {
    const names = join(
      values.map(({ column }) => Ident.of(column)),
      sql`, `,
    );
    calls.push([
      ...opening,
      sql`INSERT INTO ${nameOf(table)} (${names}) VALUES (${join(
        values.map(({ value }) => value),
        sql`, `,
      )})`,
    ]);
  }
  return calls;
}
