// Break-glass logins and how each is kept shut until somebody opens it: an expired password where a password
// is asked for, no login at all where it is not, since VALID UNTIL limits logins by password alone.
// https://www.postgresql.org/docs/current/sql-createrole.html

import type { BoundLogin } from '../../intent/bound.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { statedLogins } from './actors.js';

export interface EmergencyLogin {
  readonly login: BoundLogin;
  readonly role: string;
  readonly shutBy: 'expiry' | 'no login';
}

/** Superusers that stay are not among them. */
export const emergencyLogins: (context: ControlContext) => readonly EmergencyLogin[] = perContext((context) =>
  statedLogins(context)
    .filter(({ connection }) => connection.kind === 'break-glass')
    .map((login) => {
      const { login: role, authentication } = login.connection;
      const byPassword = authentication === 'scram-sha-256' || authentication === null;
      return { login, role, shutBy: byPassword ? 'expiry' : 'no login' };
    }),
);

/** Its LOGIN is taken until an emergency opens it. */
export function isShut(context: ControlContext, role: string): boolean {
  return (
    hasExpiryThreat(context) &&
    emergencyLogins(context).some((each) => each.role === role && each.shutBy === 'no login')
  );
}

export const EXPIRY_THREATS = ['credential-theft', 'insider-administrator', 'privilege-escalation'] as const;

/** Without such a threat the control is not emitted, and nothing is shut. */
function hasExpiryThreat(context: ControlContext): boolean {
  return context.bound.intent.threats.some((threat) => EXPIRY_THREATS.some((kind) => kind === threat.kind));
}
