// ALTER ROUTINE … SET: pins search_path and the like for the routine's run.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import type { RoutineConfigFact } from '../../demand/model.js';
import { describeObject } from '../../pg/object.js';
import { sql, type Sql } from '../../sql/sql.js';
import { sameValue, settingName, settingValue } from '../guc.js';
import type { BlockedStep } from '../model.js';
import type { Situation } from '../situation.js';
import {
  eachFact,
  missingObject,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const routineConfigKind: ChangeKind<'routine-config'> = {
  plan: eachFact(planConfig),
  negate: () => [],
  negation: (fact, { situation }) => draft({ fact, because: [] }, null, situation),
};

function planConfig(demand: DemandOf<'routine-config'>, { situation }: Context): Draft | BlockedStep | null {
  const { fact } = demand;
  const routine = situation.routine(fact.routine);
  if (routine === undefined) return missingObject(`${fact.name} of ${describeObject(fact.routine)}`, fact.routine);
  const former = formerValue(fact, situation);
  if (former !== null && sameValue(fact.name, former, fact.value, null)) return null;
  return draft(demand, fact.value, situation);
}

function formerValue(fact: RoutineConfigFact, situation: Situation): string | null {
  const prefix = `${fact.name}=`;
  const said = situation.routine(fact.routine)?.config.find((each) => each.startsWith(prefix));
  return said === undefined ? null : said.slice(prefix.length);
}

function draft(
  { fact, because }: DemandOf<'routine-config'>,
  value: string | null,
  situation: Situation,
): Draft | null {
  const item = situation.protected(fact.routine);
  if (item === undefined) return null;
  return sqlDraft({
    kind: 'routine-config',
    phase: 'enforce',
    rank: 0,
    object: fact.routine,
    title: `${value === null ? 'Reset' : 'Pin'} ${fact.name} of ${describeObject(fact.routine)}`,
    because,
    statements: statements(alter(item.name, fact.name, value)),
    inverse: statements(alter(item.name, fact.name, formerValue(fact, situation))),
    hazards:
      fact.name === 'search_path' && value !== null
        ? ['names in the body that are not in these schemas no longer resolve']
        : [],
  });
}

function alter(routine: Sql, name: string, value: string | null): Sql {
  return value === null
    ? sql`ALTER ROUTINE ${routine} RESET ${settingName(name)}`
    : sql`ALTER ROUTINE ${routine} SET ${settingName(name)} = ${settingValue(name, value)}`;
}
