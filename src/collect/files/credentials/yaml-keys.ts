// Keys of charts and custom resources that are named like a secret, where their place speaks of PostgreSQL: Helm
// values (`auth.password`), storage keys of operators, connection parameters. References are said as such.
// https://github.com/bitnami/charts/tree/main/bitnami/postgresql

import type { ClientConfig, CredentialUse } from '../../../inventory/index.js';
import { nameOf } from './connection-text.js';
import { foundAt, useByName } from './found.js';
import { secretForm } from './secret-form.js';
import type { YamlEntry, YamlPlace } from './yaml-place.js';

const SECRET_KEY =
  /^(?:.*_)?(?:password|passwd|passphrase|secret_access_key|secret_key|key_secret|storage_key|sas_token|cipher_pass)$/u;
const KEPT = /(?:^|_)(?:existing_secret|secret_key_ref|secret_name|passwordsecret|password_secret)$/u;
const OURS = /postgres|pgsql|(?:^|[/_.-])pg|cnpg|pgbouncer|pgbackrest|wal-?[eg](?![a-z])|barman|spilo|patroni/iu;

/** `isResource`: a custom resource of an operator, where every such key is PostgreSQL's. */
export function readKeys(path: string, places: readonly YamlPlace[], isResource: boolean): readonly ClientConfig[] {
  return places
    .filter((place) => isResource || speaksOfUs(path, place))
    .flatMap((place) => place.entries.flatMap((entry) => keyOf(path, place, entry)));
}

/** By the keys that lead to it. */
export function useOfKeys(keys: string): CredentialUse {
  if (/recovery|backup|barman|objectstore|s3|storage|repo\d|cipher/iu.test(keys)) return 'restore';
  return useByName(keys, /externalClusters|basebackup/iu.test(keys) ? 'replication' : 'bootstrap');
}

function speaksOfUs(path: string, { keys, entries }: YamlPlace): boolean {
  return [path, ...keys, ...entries.map(({ key }) => key)].some((text) => OURS.test(text));
}

function keyOf(file: string, { keys, entries }: YamlPlace, { key, value, line }: YamlEntry): readonly ClientConfig[] {
  const name = snakeCase(key);
  const isKept = KEPT.test(name);
  // Written in capitals it is a variable, which is read as one.
  if (value === null || key === key.toUpperCase() || (!isKept && !SECRET_KEY.test(name))) return [];
  const form = isKept && value !== '' ? 'reference' : secretForm(value);
  if (form === 'none') return [];
  const of = (...names: readonly string[]): string | null =>
    nameOf(entries.find((entry) => names.includes(snakeCase(entry.key)))?.value);
  const role = name.startsWith('postgres_') ? 'postgres' : of('username', 'user', 'replication_username');
  const named = { role, database: of('database', 'dbname'), host: of('host') };
  const path = [...keys.filter((each) => !each.startsWith('#')), key].join('.');
  return [foundAt({ file, line, key: path }, useOfKeys(path), form, named)];
}

function snakeCase(text: string): string {
  return text
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replaceAll(/[.-]/gu, '_')
    .toLowerCase();
}
