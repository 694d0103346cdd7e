// Where and how to connect. `tls` follows libpq's sslmode: `require` encrypts without knowing the server,
// `verify-full` knows it. A weaker connection than asked is refused, before any password is sent.
// https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION

import type { Secret } from '../core/secret.js';

export type TlsMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export interface TlsOptions {
  readonly mode: TlsMode;
  /** PEM of the trusted authorities; the system's when null. */
  readonly authority: string | null;
  /** Name to verify when it is not `host`. */
  readonly serverName?: string;
  readonly clientCertificate?: { readonly certificate: string; readonly key: Secret };
  readonly minVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
}

export interface Target {
  /** Host name, address, or the directory of a Unix socket (begins with `/`). */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: Secret | null;
  readonly tls: TlsOptions;
  /** Source address to bind, e.g. 127.20.0.7. */
  readonly localAddress?: string;
  readonly applicationName?: string;
  /** Start-up settings (`-c name=value`), e.g. `search_path` empty, `default_transaction_read_only` on. */
  readonly settings?: { readonly [name: string]: string };
  readonly connectTimeoutMs?: number;
  /** `true` physical, `database` logical walsender. */
  readonly replication?: 'true' | 'database';
}
