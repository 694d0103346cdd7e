// Who is let in, one line per login, database and source: from the connection model and nothing else.
// The superuser that stays keeps his local line, so that no file of ours locks everybody out.

import type { AdmittedDatabase, HbaAdmitFact } from '../../demand/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import { enabling, type Wish } from '../build.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { isBlocked, keptSuperusers, statedLogins } from '../roles/actors.js';
import { replicates } from '../roles/attribute-facts.js';
import { isShut } from '../roles/emergency-logins.js';
import { scopeOf } from '../scope.js';
import { identityOf } from './identities.js';

export interface Admission {
  readonly role: string;
  readonly database: string;
  readonly range: string;
}

/** Logins over the network with a method that we can demand and prove, those that are shut aside. */
export const networkLogins: (context: ControlContext) => readonly Admission[] = perContext((context) =>
  statedLogins(context)
    .filter((login) => methodOf(login) !== null && !isShut(context, login.connection.login))
    .flatMap((login) =>
      namedDatabases(context, login).flatMap((database) =>
        login.ranges.map((range) => ({ role: login.connection.login, database, range })),
      ),
    ),
);

export const admitWishes: (context: ControlContext) => readonly Wish[] = perContext((context) => [
  ...admittedLogins(context).flatMap((login) => admits(context, login)),
  ...localSuperusers(context),
]);

/** A login whose grants wait for an answer still comes in, as long as nobody asks about its way in. */
function admittedLogins(context: ControlContext): readonly BoundLogin[] {
  const stated = statedLogins(context);
  const waiting = context.bound.logins.filter(
    (login) =>
      login.exists &&
      login.connection.kind !== 'retired' &&
      !stated.includes(login) &&
      !keptSuperusers(context).includes(login.connection.login) &&
      !isBlocked(context, 'connection', login.connection.login),
  );
  return [...stated, ...waiting];
}

function admits(context: ControlContext, login: BoundLogin): readonly Wish[] {
  const method = hasMd5Verifier(context, login) ? 'md5' : methodOf(login);
  if (method === null) return [];
  const sources = [login.connection.source];
  const role = login.connection.login;
  const identity = identityOf(context, role, method);
  const options = identity.kind === 'map' ? identity.options : [];
  const lines = admittedTo(context, login).flatMap((database) => [
    ...login.ranges.map((range) =>
      enabling({ kind: 'hba-admit', transport: 'tcp', database, role, range, method, options }, sources),
    ),
    ...(login.local
      ? [enabling({ kind: 'hba-admit', transport: 'local', database, role, range: null, method, options }, sources)]
      : []),
  ]);
  return lines.length > 0 && identity.kind === 'map' ? [enabling(identity.fact, sources), ...lines] : lines;
}

function localSuperusers(context: ControlContext): readonly Wish[] {
  return keptSuperusers(context).flatMap((role) => {
    const stated = context.bound.logins.find((login) => login.connection.login === role);
    const sources = stated === undefined ? [] : [stated.connection.source];
    const identity = identityOf(context, role, 'peer');
    const options = identity.kind === 'map' ? identity.options : [];
    const rest = { database: { kind: 'all' }, range: null, method: 'peer', options } as const;
    return [
      ...(identity.kind === 'map' ? [enabling(identity.fact, sources)] : []),
      enabling({ kind: 'hba-admit', transport: 'local', role, ...rest }, sources),
    ];
  });
}

function namedDatabases(context: ControlContext, login: BoundLogin): readonly string[] {
  const word = replicates(context, login) ? 'replication' : null;
  return [...new Set(login.databases)].filter((name) => name !== word);
}

function admittedTo(context: ControlContext, login: BoundLogin): readonly AdmittedDatabase[] {
  const named = namedDatabases(context, login).map((name) => ({ kind: 'name', name }) as const);
  return replicates(context, login) ? [...named, { kind: 'replication' }] : named;
}

/** It could not log in by SCRAM before its password is set anew: its line follows when that is done. */
export function hasMd5Verifier(context: ControlContext, login: BoundLogin): boolean {
  const byPassword = login.connection.authentication === 'scram-sha-256';
  return byPassword && scopeOf(context).role(login.connection.login)?.password.kind === 'md5';
}

/** Null: unstated, or one that the server’s own file cannot verify here (IAM). */
export function methodOf(login: BoundLogin): HbaAdmitFact['method'] | null {
  const { authentication } = login.connection;
  return authentication === null || authentication === 'iam' ? null : authentication;
}
