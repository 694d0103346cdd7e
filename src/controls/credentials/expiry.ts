// A credential that ends: the emergency login is shut until it is issued, and an end that stands is kept. The
// end of other passwords is a moment known only on issue: their procedure is a note, its absence an open risk.
// https://www.postgresql.org/docs/current/sql-createrole.html

import type { Attack } from '../../attack/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import { controlOf, only, nothing, wish, type Wish } from '../build.js';
import { networkLogins } from '../connection/admissions.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { attributeAttack } from '../roles/attribute-facts.js';
import { emergencyLogins, EXPIRY_THREATS, type EmergencyLogin } from '../roles/emergency-logins.js';
import { scopeOf } from '../scope.js';

const identity = {
  id: 'credentials/expiry',
  area: 'credentials',
  title: 'Emergency logins are shut until they are issued, and passwords end',
} as const;

/** Past for ever: no clock is asked, and the same plan comes out every day. */
const SHUT = '1970-01-01T00:00:00Z';

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: EXPIRY_THREATS,
  design: (context, threats) => {
    const emergencies = emergencyLogins(context);
    const others = statedLogins(context).filter(({ connection }) => connection.kind !== 'break-glass');
    const ending = others.filter((login) => endOf(context, login) !== null);
    if (emergencies.length + ending.length === 0) return { ...nothing, openRisks: endless(context, others, threats) };
    const parts = {
      enforcedAt: [...emergencies.map(({ role }) => role), ...ending.map(roleOf)].map((role) => `role ${role}`),
      wishes: [
        ...emergencies.map((each) => emergencyWish(context, each)),
        ...ending.map((login) => untilWish(login, endOf(context, login) ?? SHUT)),
      ],
      attacks: [...emergencies.flatMap((each) => attacksOf(context, each)), ...ending.flatMap(expired(context))],
      residual: 'A session that is open when the time is over stays open until it is ended (pg_terminate_backend).',
      bypass: ['superusers', 'logins by another method than a password, which VALID UNTIL does not limit'],
      openRisks: endless(context, others, []).map(({ threats: _threats, ...risk }) => risk),
      notes: emergencies.map((each) => ({
        title: `Opening ${each.role} for one emergency`,
        text: openingOf(each),
        sources: [each.login.connection.source],
      })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function roleOf(login: BoundLogin): string {
  return login.connection.login;
}

/** As it stands; null: no end. */
function endOf(context: ControlContext, login: BoundLogin): string | null {
  const until = scopeOf(context).role(roleOf(login))?.validUntil ?? null;
  return until === 'infinity' ? null : until;
}

/** An emergency that is under way keeps its end. */
function emergencyWish(context: ControlContext, each: EmergencyLogin): Wish {
  if (each.shutBy === 'expiry') return untilWish(each.login, endOf(context, each.login) ?? SHUT);
  return wish({ kind: 'role', role: each.role, attributes: { login: false } }, [each.login.connection.source]);
}

function untilWish(login: BoundLogin, validUntil: string): Wish {
  return wish({ kind: 'role', role: roleOf(login), attributes: { validUntil } }, [login.connection.source]);
}

function attacksOf(context: ControlContext, each: EmergencyLogin): readonly Attack[] {
  return each.shutBy === 'no login' ? [attributeAttack(each.role, 'login')] : expired(context)(each.login);
}

/** Only where a line of pg_hba.conf lets it try its password at all. */
function expired(context: ControlContext): (login: BoundLogin) => readonly Attack[] {
  return (login) => {
    const role = roleOf(login);
    const byPassword = login.connection.authentication === 'scram-sha-256';
    if (!byPassword || !networkLogins(context).some((each) => each.role === role)) return [];
    const title = `${role}: log in after the end of its password`;
    return [{ kind: 'password', id: `${role}/after-valid-until`, role, title, attempt: 'after-valid-until' }];
  };
}

function openingOf({ role, shutBy, login }: EmergencyLogin): string {
  const open = shutBy === 'expiry' ? 'VALID UNTIL with the end of the emergency' : 'LOGIN, and NOLOGIN when it is over';
  const by = login.connection.authentication ?? 'a password';
  return `It logs in by ${by}. The procedure that issues it says ALTER ROLE ${role} ${open}; the next plan finds it open, keeps a stated end, and shuts it where none is.`;
}

function endless(context: ControlContext, logins: readonly BoundLogin[], threats: readonly string[]) {
  const rotated = new Map(
    context.bound.intent.credentials.flatMap((row) => row.logins.map((role) => [role, row.rotationDays] as const)),
  );
  return logins
    .filter((login) => login.connection.authentication === 'scram-sha-256' && login.exists)
    .filter((login) => endOf(context, login) === null && rotated.get(roleOf(login)) !== undefined)
    .map((login) => {
      const days = rotated.get(roleOf(login)) ?? null;
      const after = days === null ? 'the stated rotation' : `${days} days`;
      return {
        what: `The password of ${roleOf(login)} has no end`,
        reason: `a rotation is stated, and the engine would enforce it; the end is known only when the password is issued`,
        closedBy: `ALTER ROLE ${roleOf(login)} … VALID UNTIL ${after} after its issue, in the procedure that issues it`,
        threats,
      };
    });
}
