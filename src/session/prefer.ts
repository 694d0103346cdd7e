// sslmode=prefer: TLS first. Plaintext only where nobody can listen (loopback, socket) or where there is no
// password to overhear: libpq would send it in the clear to whoever refuses TLS.
// https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION

import { isIPv4 } from 'node:net';
import { err, type Result } from '../core/result.js';
import type { ServerProblem } from './problem.js';
import type { Target, TlsMode } from './target.js';

/** What the driver says when the server answers N to the SSL request. */
const NO_TLS = 'The server does not support SSL connections';

type Connect<S> = (target: Target) => Promise<Result<S, ServerProblem>>;

export async function connectPreferring<S>(target: Target, connect: Connect<S>): Promise<Result<S, ServerProblem>> {
  if (target.host.startsWith('/')) return connect(withMode(target, 'disable'));
  const encrypted = await connect(withMode(target, 'require'));
  if (encrypted.ok || !mayWorkInPlaintext(encrypted.error)) return encrypted;
  if (target.password === null || isLoopback(target.host)) return connect(withMode(target, 'disable'));
  return encrypted.error.message.includes(NO_TLS) ? err(refusedToSend()) : encrypted;
}

function withMode(target: Target, mode: TlsMode): Target {
  return { ...target, tls: { ...target.tls, mode } };
}

/** The server offers no TLS, or its pg_hba.conf has no line for encrypted connections. */
function mayWorkInPlaintext(problem: ServerProblem): boolean {
  return problem.message.includes(NO_TLS) || problem.sqlstate === '28000';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function refusedToSend(): ServerProblem {
  return {
    sqlstate: null,
    message: 'the server offers no TLS; the password was not sent in the clear (sslmode=disable asks for that)',
    detail: null,
    network: null,
  };
}
