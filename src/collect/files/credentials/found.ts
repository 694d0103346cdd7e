// One way in that a file names, made from what its reader found; and what a path says of its use.

import type { ClientConfig, CredentialUse, SecretForm } from '../../../inventory/index.js';

export interface FileText {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

/** `problems`: what could not be read the whole way, for the section to say. */
export interface FileReading {
  readonly found: readonly ClientConfig[];
  readonly problems: readonly string[];
}

type Named = Partial<Pick<ClientConfig, 'role' | 'database' | 'host' | 'sslMode' | 'poolMode'>>;

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

export function foundAt(place: Place, use: CredentialUse, secret: SecretForm, named: Named = {}): ClientConfig {
  const { file, line, key } = place;
  const { role = null, database = null, host = null, sslMode = null, poolMode = null } = named;
  return { file, line, key, role, database, host, sslMode, hasPassword: secret === 'clear', poolMode, use, secret };
}

/** By the words of a path or a role; else as given. */
export function useByName(name: string, otherwise: CredentialUse): CredentialUse {
  if (/repl(?:ica|ication|icator)?(?![a-z])|standby|streaming/iu.test(name)) return 'replication';
  if (/backup|restore|recover|barman|pgbackrest|wal-?g(?![a-z])/iu.test(name)) return 'restore';
  if (/pgbouncer|pgcat|odyssey|pgpool|pooler/iu.test(name)) return 'pooler';
  return /bootstrap|entrypoint|initdb|(?:^|[/_.-])init(?:ial\w*)?(?![a-z])|(?:docker-)?compose|dockerfile/iu.test(name)
    ? 'bootstrap'
    : otherwise;
}

export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/u).map((line) => (line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line));
}

/** No setting is longer; a longer line is data. */
export const MAX_LINE: number = 16 * 1024;

/** Without the quotes around it, if any. */
export function unquoted(text: string): string {
  const value = text.trim();
  const quote = value.charAt(0);
  return value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value;
}
