// libpq's sslmode and its files as TlsOptions. What libpq would refuse is refused; what this program cannot
// promise (channel_binding=require, GSS encryption, a chosen authentication method) is refused too, since a
// weaker connection than asked must not carry a password.
// https://www.postgresql.org/docs/current/libpq-ssl.html

import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { err, ok, type Result } from '../core/result.js';
import { Secret } from '../core/secret.js';
import type { Machine } from './conninfo-files.js';
import { connectionProblem } from './conninfo-problem.js';
import type { Parameters } from './conninfo-words.js';
import type { TlsMode, TlsOptions } from './target.js';

const MODES: { readonly [word: string]: TlsMode } = {
  disable: 'disable',
  // `allow` would try plaintext first; `prefer` is never weaker.
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
};

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof VERSIONS)[number];

/** `serverName` is what the certificate is compared with: `host`, also where `hostaddr` says the address. */
export function parseTls(parameters: Parameters, machine: Machine, serverName: string): Result<TlsOptions, Diagnostic> {
  const impossible = promiseWeCannotKeep(parameters);
  if (impossible !== undefined) return err(impossible);
  const asked = MODES[parameters.get('sslmode') ?? 'prefer'];
  if (asked === undefined)
    return err(
      connectionProblem(
        'sslmode',
        'sslmode has an unknown value',
        'libpq knows disable, allow, prefer, require, verify-ca and verify-full',
      ),
    );
  const authority = readAuthority(parameters, machine);
  if (authority === undefined && (parameters.has('sslrootcert') || asked === 'verify-ca' || asked === 'verify-full')) {
    return err(
      connectionProblem(
        'sslrootcert',
        'the root certificate file cannot be read',
        'the server’s certificate could not be checked',
        'name a file in sslrootcert, or sslrootcert=system',
      ),
    );
  }
  // As libpq: with a root certificate, `require` checks the chain.
  const mode = asked === 'require' && typeof authority === 'string' ? 'verify-ca' : asked;
  const client = readClientCertificate(parameters, machine);
  if (!client.ok) return client;
  return ok({
    mode: parameters.get('sslrootcert') === 'system' ? 'verify-full' : mode,
    authority: authority ?? null,
    ...(parameters.has('hostaddr') ? { serverName } : {}),
    ...client.value,
    ...versionRange(parameters),
  });
}

function promiseWeCannotKeep(parameters: Parameters): Diagnostic | undefined {
  const asked = [
    ['channel_binding', parameters.get('channel_binding') === 'require'],
    ['gssencmode', parameters.get('gssencmode') === 'require'],
    ['require_auth', (parameters.get('require_auth') ?? '') !== ''],
  ] as const;
  const keyword = asked.find(([, is]) => is)?.[0];
  if (keyword === undefined) return undefined;
  const why = 'the driver cannot promise it, and a weaker connection than asked is refused';
  return connectionProblem('unsupported-parameter', `${keyword} is not supported`, why, `leave ${keyword} out`);
}

/** PEM; null for the system's authorities; undefined when there is none. */
function readAuthority(parameters: Parameters, machine: Machine): string | null | undefined {
  const path = parameters.get('sslrootcert') ?? join(machine.home, '.postgresql/root.crt');
  return path === 'system' ? null : machine.readFile(path)?.text;
}

function readClientCertificate(
  parameters: Parameters,
  machine: Machine,
): Result<Pick<TlsOptions, 'clientCertificate'>, Diagnostic> {
  const certificate = machine.readFile(parameters.get('sslcert') ?? join(machine.home, '.postgresql/postgresql.crt'));
  const key = machine.readFile(parameters.get('sslkey') ?? join(machine.home, '.postgresql/postgresql.key'));
  if (certificate === undefined && !parameters.has('sslcert')) return ok({});
  if (certificate === undefined || key === undefined) {
    return err(
      connectionProblem(
        'sslcert',
        'the client certificate or its key cannot be read',
        'both are needed',
        'name readable files in sslcert and sslkey',
      ),
    );
  }
  // Group may read a key that belongs to root, as libpq allows.
  if ((key.mode & 0o037) !== 0) {
    return err(
      connectionProblem(
        'sslkey',
        'the client key may be read by others',
        'libpq refuses such a key',
        'take the permissions away: chmod 0600',
      ),
    );
  }
  return ok({ clientCertificate: { certificate: certificate.text, key: new Secret(key.text) } });
}

function versionRange(parameters: Parameters): Pick<TlsOptions, 'minVersion' | 'maxVersion'> {
  const min = version(parameters.get('ssl_min_protocol_version'));
  const max = version(parameters.get('ssl_max_protocol_version'));
  return { ...(min === undefined ? {} : { minVersion: min }), ...(max === undefined ? {} : { maxVersion: max }) };
}

function version(word: string | undefined): Version | undefined {
  return VERSIONS.find((known) => known.toLowerCase() === word?.toLowerCase());
}
