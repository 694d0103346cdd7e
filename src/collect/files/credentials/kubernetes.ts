// Resources of Kubernetes that hold or name PostgreSQL's secrets: Secret, and the clusters of CloudNativePG, Zalando
// and Crunchy. base64 hides nothing. A Secret that the resource names is a reference.
// https://cloudnative-pg.io/documentation/current/bootstrap/

import type { ClientConfig, CredentialUse } from '../../../inventory/index.js';
import { nameOf } from './connection-text.js';
import { foundAt, useByName } from './found.js';
import { secretForm } from './secret-form.js';
import { useOfKeys } from './yaml-keys.js';
import type { EmbeddedFile, YamlEntry, YamlPlace } from './yaml-place.js';

const SECRET_DATA = /pass|secret|token|private|credential|\buri\b|url|dsn|conn|pgpass|userlist|_key$|^key$/iu;
const OPERATORS =
  /^(?:postgresql\.cnpg\.io|barmancloud\.cnpg\.io|acid\.zalan\.do|postgres-operator\.crunchydata\.com)\//u;
const CLUSTERS = new Set(['Cluster', 'postgresql', 'PostgresCluster', 'Pooler', 'ScheduledBackup', 'ObjectStore']);

export interface ResourceReading {
  readonly found: readonly ClientConfig[];
  readonly embedded: readonly EmbeddedFile[];
  /** Nothing is left in it to be read by the names of its keys. */
  readonly isComplete: boolean;
  /** Of an operator of PostgreSQL. */
  readonly isCluster: boolean;
}

const NO_RESOURCE: ResourceReading = { found: [], embedded: [], isComplete: false, isCluster: false };

export function readResource(path: string, root: YamlPlace, places: readonly YamlPlace[]): ResourceReading {
  const kind = valueIn(root, 'kind') ?? '';
  const embedded = places.filter(isData).flatMap(filesIn);
  if (kind === 'ConfigMap') return { ...NO_RESOURCE, embedded };
  if (kind === 'Secret') return { ...NO_RESOURCE, found: readSecret(path, places), embedded, isComplete: true };
  if (!CLUSTERS.has(kind) || !OPERATORS.test(valueIn(root, 'apiVersion') ?? '')) return NO_RESOURCE;
  const references = places.flatMap((place) => referenceOf(path, place, places));
  const line = root.entries.find(({ key }) => key === 'kind')?.line ?? 1;
  const file = foundAt({ file: path, line, key: `${kind} ${nameIn(places) ?? ''}`.trim() }, 'bootstrap', 'none');
  return { ...NO_RESOURCE, found: references.length === 0 ? [file] : references, isCluster: true };
}

function isData({ keys }: YamlPlace): boolean {
  return keys.length === 1 && /^(?:data|stringData)$/u.test(keys[0] ?? '');
}

/** `init.sql: |`: its text begins in the next line. */
function filesIn(place: YamlPlace): readonly EmbeddedFile[] {
  return place.entries
    .filter(({ key }) => key.includes('.') || key === 'pgpass')
    .map((entry) => ({ name: entry.key, text: plain(place, entry), line: entry.line }));
}

function readSecret(path: string, places: readonly YamlPlace[]): readonly ClientConfig[] {
  const name = nameIn(places) ?? 'unnamed';
  const data = places.filter(isData);
  const user = data.flatMap((place) =>
    place.entries.filter(({ key }) => /^user(?:name)?$/iu.test(key)).map((entry) => plain(place, entry)),
  );
  const use = useOfSecret(`${path} ${name}`);
  return data.flatMap((place) =>
    place.entries
      .filter(
        ({ key, value }) =>
          value !== null && !key.includes('.') && SECRET_DATA.test(key) && !/^user(?:name)?$/iu.test(key),
      )
      .flatMap((entry) => {
        const form = secretForm(plain(place, entry));
        const role = nameOf(user[0]);
        return form === 'none'
          ? []
          : [foundAt({ file: path, line: entry.line, key: `Secret ${name}: ${entry.key}` }, use, form, { role })];
      }),
  );
}

function useOfSecret(text: string): CredentialUse {
  return /superuser|postgres(?!\w)/iu.test(text) ? 'bootstrap' : useByName(text, 'application');
}

function plain({ keys }: YamlPlace, { value }: YamlEntry): string {
  const text = value ?? '';
  return keys[0] === 'data' && !/[^A-Za-z0-9+/=\s]/u.test(text) ? Buffer.from(text, 'base64').toString('utf8') : text;
}

/** `secret: {name}`, `password: {name, key}`, `passwordSecret`, `superuserSecret`, `s3Credentials.…`. */
function referenceOf(path: string, place: YamlPlace, places: readonly YamlPlace[]): readonly ClientConfig[] {
  const { keys } = place;
  const last = keys.at(-1) ?? '';
  const named = place.entries.find(({ key }) => key === 'name');
  if (named === undefined || named.value === null) return [];
  if (!/secret|password|credential|accesskey|sslkey|storagekey|sastoken/iu.test(keys.slice(-2).join('.'))) return [];
  const parent = places.find((each) => isAbove(each.keys, keys));
  const role = parent === undefined ? null : (valueIn(parent, 'owner') ?? nameOfEntry(parent));
  const key = keys.filter((each) => !each.startsWith('#')).join('.');
  const database = parent === undefined ? null : nameOf(valueIn(parent, 'database'));
  const who = last === 'superuserSecret' ? 'postgres' : nameOf(role);
  return [foundAt({ file: path, line: named.line, key }, useOfKeys(key), 'reference', { role: who, database })];
}

function isAbove(above: readonly string[], keys: readonly string[]): boolean {
  return above.length === keys.length - 1 && above.every((key, at) => key === keys[at]);
}

/** An entry of a list of roles or users is called as its role is. */
function nameOfEntry(place: YamlPlace): string | null {
  return place.keys.some((key) => /^(?:roles|users)$/u.test(key)) ? valueIn(place, 'name') : null;
}

function valueIn(place: YamlPlace, key: string): string | null {
  return place.entries.find((entry) => entry.key === key)?.value ?? null;
}

function nameIn(places: readonly YamlPlace[]): string | null {
  const metadata = places.find(({ keys }) => keys.length === 1 && keys[0] === 'metadata');
  return metadata === undefined ? null : valueIn(metadata, 'name');
}
