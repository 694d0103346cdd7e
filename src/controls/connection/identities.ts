// Under which external names a login is entered: what a certificate, Kerberos or the operating system calls whoever
// comes. Stated names become a map of the login's own; unstated, the server compares with the role's name.
// https://www.postgresql.org/docs/current/auth-username-maps.html

import { uniqueSorted } from '../../core/order.js';
import type { HbaAdmitFact, IdentMapFact } from '../../demand/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import { authRegexProblem } from '../../pg/auth-regex.js';
import type { ControlContext, DesignNote } from '../model.js';
import { keptSuperusers } from '../roles/actors.js';

type Method = HbaAdmitFact['method'];

/** The others ask for the role's own password, and their lines take no map. */
const MAPPED: readonly (Method | null)[] = ['cert', 'gss', 'peer'];

export type Identity =
  | { readonly kind: 'own name' }
  | { readonly kind: 'map'; readonly fact: IdentMapFact; readonly options: HbaAdmitFact['options'] }
  | { readonly kind: 'refused'; readonly reason: string };

const OWN: Identity = { kind: 'own name' };

/** `method`: of the line. A login in several rows is entered under what all of them state. */
export function identityOf(context: ControlContext, role: string, method: Method | null): Identity {
  const stated = statedNames(context, role);
  if (stated.length === 0) return OWN;
  if (!MAPPED.includes(method))
    return { kind: 'refused', reason: 'its authentication asks for the role’s own password' };
  const kept = keptSuperusers(context).includes(role);
  const reason = stated
    .map((name) => problemOf(name, kept || isEmergency(context, role)))
    .find((each) => each !== null);
  if (reason !== undefined && reason !== null) return { kind: 'refused', reason };
  const distinguished = method === 'cert' ? stated.filter((name) => isDistinguished(name)) : [];
  if (distinguished.length > 0 && distinguished.length < stated.length)
    return { kind: 'refused', reason: 'a line compares common names or distinguished names, and both are stated' };
  if (stated.every((name) => name === role)) return OWN;
  // The line by which a superuser stays lets in who is called like him, whatever else is stated.
  const identities = uniqueSorted(kept ? [...stated, role] : stated);
  const map = { name: 'map', value: role };
  return {
    kind: 'map',
    fact: { kind: 'ident-map', map: role, role, identities },
    options: distinguished.length > 0 ? [map, { name: 'clientname', value: 'DN' }] : [map],
  };
}

/** What the lines of one login state that no map can say. */
export function identityProblem(context: ControlContext, login: BoundLogin, method: Method | null): string | null {
  const identity = identityOf(context, login.connection.login, method);
  return identity.kind === 'refused' ? identity.reason : null;
}

export function ownNameNotes(logins: readonly BoundLogin[]): readonly DesignNote[] {
  const silent = logins.filter(
    ({ connection }) => connection.externalIdentities.length === 0 && MAPPED.includes(asMethod(connection)),
  );
  if (silent.length === 0) return [];
  const names = silent.map(({ connection }) => `${connection.login} (${connection.authentication ?? ''})`);
  return [
    {
      title: 'No external identity is stated',
      text: `The server compares the external name (certificate CN, principal, OS user) with the role’s: nobody enters under another one. ${uniqueSorted(names).join(', ')}`,
      sources: silent.map(({ connection }) => connection.source),
    },
  ];
}

function asMethod({ authentication }: BoundLogin['connection']): Method | null {
  return authentication === 'iam' ? null : authentication;
}

function statedNames(context: ControlContext, role: string): readonly string[] {
  const rows = context.bound.logins.filter(({ connection }) => connection.login === role);
  return uniqueSorted(rows.flatMap(({ connection }) => connection.externalIdentities));
}

function isEmergency(context: ControlContext, role: string): boolean {
  return context.bound.logins.some(({ connection }) => connection.login === role && connection.kind === 'break-glass');
}

/** `CN=web,OU=shop` as RFC 2253 writes it. */
function isDistinguished(name: string): boolean {
  return /(?:^|[,+])\s*CN=/iu.test(name);
}

function problemOf(name: string, powerful: boolean): string | null {
  if (!name.startsWith('/')) return null;
  if (powerful) return 'a regular expression would let names in that nobody stated, and this login is for emergencies';
  if (!name.startsWith('/^') || !name.endsWith('$')) return `${name} has no ^ and $: it would fit inside longer names`;
  const problem = authRegexProblem(name.slice(1));
  return problem === undefined ? null : `${name}: ${problem}`;
}
