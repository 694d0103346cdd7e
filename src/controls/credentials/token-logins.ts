// Logins that the documents let in by a token of the platform's, and the memberships that say so there.

import type { BoundLogin } from '../../intent/bound.js';
import type { Fact } from '../../demand/model.js';
import { shortLivedOf } from '../../substrate/index.js';
import type { ControlContext } from '../model.js';
import { membershipFact } from '../roles/access.js';
import { statedLogins } from '../roles/actors.js';
import { scopeOf } from '../scope.js';

export function tokenLogins(context: ControlContext): readonly BoundLogin[] {
  return statedLogins(context).filter(({ connection }) => connection.authentication === 'iam');
}

/** Logins by password, or by what no document decides, that live longer than a token. */
export function passwordLogins(context: ControlContext): readonly BoundLogin[] {
  return statedLogins(context).filter(
    ({ connection: { authentication, kind } }) =>
      (authentication === null || authentication === 'scram-sha-256') && kind !== 'break-glass',
  );
}

/** The role whose members the platform lets in by token; null: there is none, here or on this platform. */
export function tokenRole(context: ControlContext): string | null {
  const how = shortLivedOf(context.capabilities.substrate);
  return how?.by === 'membership' && scopeOf(context).role(how.role) !== undefined ? how.role : null;
}

export function tokenMembership(context: ControlContext, role: string, login: BoundLogin): Fact {
  return membershipFact(context, role, login.connection.login);
}

/** Nobody loses this way in whose documents do not say how he comes in. */
export function keepsTokenRole(context: ControlContext, role: string, member: string): boolean {
  if (role !== tokenRole(context)) return false;
  const stated = statedLogins(context).find(({ connection }) => connection.login === member);
  return (
    stated === undefined || stated.connection.authentication === null || stated.connection.authentication === 'iam'
  );
}
