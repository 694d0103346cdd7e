// ALTER ROLE / ALTER DATABASE … SET: start-up defaults per role, per database or both. The session itself
// may change most of them: they are defaults, not limits.
// https://www.postgresql.org/docs/current/sql-alterrole.html

import type { RoleSettingFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/section.js';
import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';
import { sameValue, settingName, settingValue } from '../guc.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const roleSettingKind: ChangeKind<'role-setting'> = {
  plan: eachFact(planSetting),
  negate: (fact) => (fact.value === null ? [] : [{ ...fact, value: fact.without ?? null }]),
};

function planSetting({ fact, because }: DemandOf<'role-setting'>, { situation }: Context): Draft | BlockedStep | null {
  const { cluster } = situation.inventory;
  const present = itemsOf(cluster.roleSettings).find(
    (each) => each.role === fact.role && each.database === fact.database && each.name === fact.name,
  );
  if (fact.role !== null && !situation.hasRole(fact.role)) {
    return blockedStep(title(fact), `role ${fact.role} does not exist`, 'whoever creates it');
  }
  const unit = itemsOf(cluster.settings).find((each) => each.name === fact.name)?.unit ?? null;
  const former = present?.value ?? null;
  if (fact.value === null ? former === null : former !== null && sameValue(fact.name, former, fact.value, unit))
    return null;
  return sqlDraft({
    kind: 'role-setting',
    phase: 'expand',
    rank: 6,
    object: fact.role === null ? objectRef('database', [fact.database ?? '*']) : objectRef('role', [fact.role]),
    database: null,
    title: title(fact),
    because,
    statements: statements(alter(fact, fact.value)),
    inverse: statements(alter(fact, former)),
    hazards: ['new sessions only: those connected now keep what they started with'],
  });
}

function alter(fact: RoleSettingFact, value: string | null): Sql {
  const name = settingName(fact.name);
  const action = value === null ? sql`RESET ${name}` : sql`SET ${name} = ${settingValue(fact.name, value)}`;
  return sql`${subject(fact)} ${action}`;
}

function subject(fact: RoleSettingFact): Sql {
  if (fact.role === null) {
    return fact.database === null ? sql`ALTER ROLE ALL` : sql`ALTER DATABASE ${Ident.of(fact.database)}`;
  }
  const role = sql`ALTER ROLE ${Ident.of(fact.role)}`;
  return fact.database === null ? role : sql`${role} IN DATABASE ${Ident.of(fact.database)}`;
}

function title(fact: RoleSettingFact): string {
  const where = [fact.role ?? 'every role', ...(fact.database === null ? [] : [fact.database])].join(' in database ');
  return fact.value === null ? `Reset ${fact.name} of ${where}` : `Set ${fact.name} of ${where}`;
}
