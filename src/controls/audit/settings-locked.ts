// Nobody but a superuser switches the audit off in his own session: no login holds SET on the settings
// that decide what is recorded. https://www.postgresql.org/docs/current/sql-grant.html (ON PARAMETER, since 15)

import type { Attack } from '../../attack/model.js';
import type { PrivilegeFact } from '../../demand/model.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectRef } from '../../pg/object.js';
import { featuresOf } from '../../pg/version.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { grantModel } from '../roles/grant-model.js';
import { scopeOf } from '../scope.js';
import { eventsOf } from './events.js';

const identity = {
  id: 'audit/settings-locked',
  area: 'audit',
  title: 'No login may change what is recorded',
} as const;

const LOCKED = [
  { setting: 'log_statement', value: 'none' },
  { setting: 'log_min_messages', value: 'panic' },
] as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['audit-evasion'],
  design: (context, threats) => {
    const logins = enteringLogins(context);
    if (!isWorthIt(context) || logins.length === 0) return nothing;
    const pairs = logins.flatMap((role) => LOCKED.map((each) => ({ role, ...each })));
    const parts = {
      enforcedAt: LOCKED.map((each) => `parameter ${each.setting}`),
      wishes: pairs.map(({ role, setting }) => wish(noSet(role, setting), [])),
      attacks: pairs.map(attackOf),
      residual: 'The files of the sink are protected where they lie, not by the server.',
      bypass: ['superusers'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** A login that may enter no database has no session in which to try. */
function enteringLogins(context: ControlContext): readonly string[] {
  const databases = context.databases.map((database) => objectRef('database', [database]));
  return statedLogins(context)
    .map((login) => login.connection.login)
    .filter((login) => databases.some((database) => grantModel(context).allows(login, database, 'CONNECT')));
}

/** Before 15 no such privilege exists; without anything recorded there is nothing to switch off. */
function isWorthIt(context: ControlContext): boolean {
  const recorded = eventsOf(context, 'ddl', 'role-change', 'privileged-access', 'failed-authentication', 'connection');
  return featuresOf(scopeOf(context).major).parameterAcls && recorded.length > 0;
}

function noSet(role: string, setting: string): PrivilegeFact {
  const object = objectRef('parameter', [setting]);
  const grantee = roleGrantee(role);
  return { kind: 'privilege', grantee, object, privilege: 'SET', present: false, grantable: false };
}

function attackOf(each: { readonly role: string; readonly setting: string; readonly value: string }): Attack {
  const { role, setting, value } = each;
  return {
    kind: 'setting',
    id: `${role}/${setting}`,
    role,
    title: `${role}: SET ${setting} = ${value}`,
    setting,
    value,
  };
}
