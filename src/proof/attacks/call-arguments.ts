// Arguments for a call of a routine: the values of a seeded row, by type of the column, one after another;
// parameters for which no column has the type are NULL.

import { itemsOf, type Inventory } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { ObjectRef } from '../../pg/object.js';
import type { SeededRow } from '../tenants/model.js';
import { argumentList, type RoutineFact } from './routine-facts.js';

const MOST_CALLS = 24;

/** `SELECT * FROM name(…)` for each way to fill the parameters; at least one. */
export function callsWith(
  routine: RoutineFact,
  row: SeededRow,
  relation: ObjectRef,
  inventory: Inventory,
): readonly Sql[] {
  const types = columnTypes(relation, inventory);
  const candidates = routine.parameters.map(({ typeText, cast }) => {
    const fitting = [...row.values].filter(
      ([column, value]) => value !== null && sameType(types.get(column), typeText),
    );
    const values = fitting.map(([, value]) => sql`${Literal.of(value ?? '')}::${cast}`);
    return values.length === 0 ? [sql`NULL::${cast}`] : values;
  });
  return combinations(candidates).map((values) => callSql(routine, values));
}

function callSql(routine: RoutineFact, values: readonly Sql[]): Sql {
  const list = argumentList(routine, values);
  return routine.kind === 'procedure'
    ? sql`CALL ${routine.name}(${list})`
    : sql`SELECT * FROM ${routine.name}(${list})`;
}

function combinations(candidates: readonly (readonly Sql[])[]): readonly (readonly Sql[])[] {
  let all: readonly (readonly Sql[])[] = [[]];
  for (const values of candidates) {
    all = all.flatMap((head) => values.map((value) => [...head, value])).slice(0, MOST_CALLS);
  }
  return all;
}

function columnTypes(relation: ObjectRef, inventory: Inventory): ReadonlyMap<string, string> {
  const [schema, name] = relation.path;
  const database = inventory.databases.find((each) => each.name === relation.database) ?? inventory.databases[0];
  const columns = database === undefined ? [] : itemsOf(database.columns);
  return new Map(
    columns.filter((each) => each.schema === schema && each.relation === name).map((each) => [each.name, each.type]),
  );
}

/** A parameter has no length: `character varying(40)` fits `character varying`; strings fit each other. */
function sameType(column: string | undefined, parameter: string): boolean {
  if (column === undefined) return false;
  const bare = column.replace(/\(.*\)/u, '');
  return (
    bare === parameter ||
    (STRINGS.includes(bare) && STRINGS.includes(parameter)) ||
    (INTEGERS.includes(bare) && INTEGERS.includes(parameter))
  );
}

const STRINGS: readonly string[] = ['text', 'character varying', 'character', 'name'];
const INTEGERS: readonly string[] = ['smallint', 'integer', 'bigint', 'numeric'];
