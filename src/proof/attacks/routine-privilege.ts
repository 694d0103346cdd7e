// EXECUTE. The executor asks for it when it prepares a call, before the first row (ExecInitFunc), so that a
// query without rows decides it and runs nothing. A subquery with OFFSET 0 keeps the planner from folding a
// call with constant arguments. What the body of an inlined SQL function or of a procedure, which is really
// called, runs into comes after the privilege.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { insideOf } from './inside.js';
import { observed } from './observed.js';
import { argumentList, type RoutineFact } from './routine-facts.js';

type UsePrivilege = AttackOf<'use-privilege'>;

const DENIED = /^permission denied for (function|procedure|aggregate|routine|schema)/u;

export async function routineAttempts(
  attack: UsePrivilege,
  ground: Ground,
): Promise<readonly Attempt[] | string | null> {
  if (attack.privilege !== 'EXECUTE') return null;
  const routine = await ground.routines.of(attack.object, ground.databaseOf(attack.object));
  if (routine === null) return `${attack.object.path.join('.')} is not there`;
  return [
    {
      statement: callWithoutRows(routine),
      read: () => observed('leaked', { log: 'the call was allowed' }),
      refusalMessage: DENIED,
      passed: { sqlstates: [], outcome: 'leaked', inside: insideOf([bareName(attack)]) },
    },
  ];
}

function bareName({ object }: UsePrivilege): string {
  return (object.path[1] ?? '').split('(')[0] ?? '';
}

function callWithoutRows(routine: RoutineFact): Sql {
  const nulls = routine.parameters.map((each) => sql`NULL::${each.cast}`);
  if (routine.kind === 'procedure') return sql`CALL ${routine.name}(${argumentList(routine, nulls)})`;
  const names = nulls.map((_, index) => sql`${Ident.of(`a${index}`)}`);
  const source = join(
    nulls.map((value, index) => sql`${value} AS ${Ident.of(`a${index}`)}`),
    sql`, `,
  );
  const over = routine.kind === 'window' ? sql` OVER ()` : sql``;
  const call = sql`${routine.name}(${argumentList(routine, names)})${over}`;
  return nulls.length === 0
    ? sql`SELECT ${call} WHERE false`
    : sql`SELECT ${call} FROM (SELECT ${source} OFFSET 0) AS v WHERE false`;
}
