// Named values as environments hold them, whatever file said them: who connects, the superuser of a new cluster, the
// keys of a backup's storage. One entry per prefix, so that user and password of one connection stay together.
// https://www.postgresql.org/docs/current/libpq-envars.html, https://hub.docker.com/_/postgres

import type { ClientConfig, CredentialUse, SecretForm } from '../../../inventory/index.js';
import { nameOf } from './connection-text.js';
import { foundAt, useByName } from './found.js';
import { secretForm } from './secret-form.js';

/** `value` null: looked up elsewhere (a Kubernetes Secret, a file). */
export interface Variable {
  readonly name: string;
  readonly line: number;
  readonly value: string | null;
}

const CONNECTION =
  /^((?:\w+_)??(?:PG|DB_|POSTGRES_|POSTGRESQL_|DATABASE_|DATASOURCE_|REPLICATION_|REPMGR_)(?:\w+_)??)(HOST|USER|USERNAME|DATABASE|NAME|DB|PASSWORD|PASS|PASSWORD_FILE|PASSFILE|SSLMODE|SERVICE)$/u;
const STORAGE =
  /^(?:AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN)|AZURE_STORAGE_(?:ACCESS_KEY|KEY|SAS_TOKEN)|SWIFT_PASSWORD|(?:WALG|WALE|WAL_G|PGBACKREST|BARMAN|RESTIC)_\w*(?:KEY|KEY_SECRET|SECRET|TOKEN|PASSWORD|PASSPHRASE|CIPHER_PASS)|GOOGLE_APPLICATION_CREDENTIALS)$/u;
const BY_PATH = /(?:_FILE|PASSFILE|_KEY_PATH|SERVICE|^GOOGLE_APPLICATION_CREDENTIALS)$/u;

const MAX_NAME = 80;

export function isCredentialVariable(name: string): boolean {
  return CONNECTION.test(name) || STORAGE.test(name);
}

/** `use`: of the file, where the names do not say. */
export function readVariables(
  file: string,
  variables: readonly Variable[],
  use: CredentialUse | null,
): readonly ClientConfig[] {
  const groups = new Map<string, (Variable & { readonly part: string })[]>();
  const found: ClientConfig[] = [];
  for (const variable of variables) {
    if (variable.name.length > MAX_NAME) continue;
    const [, prefix, part = ''] = CONNECTION.exec(variable.name) ?? [];
    if (prefix !== undefined) groups.set(prefix, [...(groups.get(prefix) ?? []), { ...variable, part }]);
    else if (STORAGE.test(variable.name))
      found.push(foundAt({ file, line: variable.line, key: variable.name }, 'restore', formOf(variable)));
  }
  return [...found, ...[...groups].map(([prefix, parts]) => connectionOf(file, prefix, parts, use))];
}

function connectionOf(
  file: string,
  prefix: string,
  parts: readonly (Variable & { readonly part: string })[],
  use: CredentialUse | null,
): ClientConfig {
  const first = (...names: readonly string[]): string | null =>
    names.map((name) => nameOf(parts.find(({ part }) => part === name)?.value)).find((value) => value !== null) ?? null;
  const secrets = parts.filter(({ part }) => /^(?:PASS|SERVICE)/u.test(part));
  const secret = secrets.find((each) => formOf(each) === 'clear') ?? secrets[0];
  const host = first('HOST');
  const makes = /^POSTGRES(?:QL)?_/u.test(prefix) && secret !== undefined && host === null;
  const otherwise = makes ? 'bootstrap' : (use ?? useByName(file, 'application'));
  // Where the image makes the cluster, its user is `postgres` unless one is named.
  const role = first('USER', 'USERNAME') ?? (makes && !parts.some(({ part }) => part === 'USER') ? 'postgres' : null);
  const key = makes ? (secret?.name ?? prefix) : `${prefix}*`;
  const line = (makes ? secret : parts[0])?.line ?? 1;
  return foundAt(
    { file, line, key },
    /REPLICATION|REPMGR/u.test(prefix) ? 'replication' : otherwise,
    secret === undefined ? 'none' : formOf(secret),
    { role, database: first('DATABASE', 'NAME', 'DB'), host, sslMode: first('SSLMODE') },
  );
}

function formOf({ name, value }: Variable): SecretForm {
  if (value === null) return 'reference';
  return value !== '' && BY_PATH.test(name) ? 'reference' : secretForm(value);
}
