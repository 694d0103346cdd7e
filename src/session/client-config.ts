// Our Target in the driver's words. `prefer` is not offered to the driver: it would send the password
// in the clear to whoever refuses TLS; callers ask for one or the other.

import { Socket, type SocketConnectOpts } from 'node:net';
import type { ClientConfig } from 'pg';
import type { ConnectionOptions } from 'node:tls';
import type { Target, TlsOptions } from './target.js';

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;

export function clientConfig(target: Target): ClientConfig {
  return {
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    // A function, so that the driver never looks for PGPASSWORD itself.
    password: () => target.password?.reveal() ?? '',
    ssl: tlsConfig(target),
    application_name: target.applicationName ?? 'pgrampart',
    connectionTimeoutMillis: target.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    types: { getTypeParser: () => asText },
    ...(target.settings === undefined ? {} : { options: startupOptions(target.settings) }),
    ...(target.replication === undefined ? {} : { replication: target.replication }),
    ...(target.localAddress === undefined ? {} : { stream: () => boundSocket(target.localAddress ?? '') }),
  };
}

function asText(value: string): string {
  return value;
}

/** Backslash and space are escaped as libpq's `options` wants it. */
function startupOptions(settings: { readonly [name: string]: string }): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll('\\', '\\\\').replaceAll(' ', '\\ ')}`)
    .join(' ');
}

function tlsConfig(target: Target): false | ConnectionOptions {
  const { tls } = target;
  if (tls.mode === 'disable' || target.host.startsWith('/')) return false;
  return {
    rejectUnauthorized: tls.mode === 'verify-ca' || tls.mode === 'verify-full',
    ...(tls.authority === null ? {} : { ca: tls.authority }),
    ...(tls.mode === 'verify-ca' ? { checkServerIdentity: () => undefined } : {}),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
    ...versions(tls),
    ...clientCertificate(tls),
  };
}

function versions(tls: TlsOptions): ConnectionOptions {
  return {
    ...(tls.minVersion === undefined ? {} : { minVersion: tls.minVersion }),
    ...(tls.maxVersion === undefined ? {} : { maxVersion: tls.maxVersion }),
  };
}

function clientCertificate(tls: TlsOptions): ConnectionOptions {
  if (tls.clientCertificate === undefined) return {};
  return { cert: tls.clientCertificate.certificate, key: tls.clientCertificate.key.reveal() };
}

/** The driver calls `connect(port, host)`; the source address is added to it. */
function boundSocket(localAddress: string): Socket {
  const socket = new Socket();
  const connectSocket = socket.connect.bind(socket);
  const bound = (port: number, host: string): Socket => {
    const options: SocketConnectOpts = { port, host, localAddress };
    return connectSocket(options);
  };
  return Object.assign(socket, { connect: bound });
}
