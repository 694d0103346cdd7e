// How applications and poolers connect, from `.env`, JDBC URLs and pgbouncer.ini: role, database, host, TLS
// mode, and whether a password stands there; the password itself is never kept.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING

import { basename } from 'node:path';
import type { ClientConfig } from '../../inventory/index.js';

const URL_TEXT = /(?:jdbc:)?postgres(?:ql)?:\/\/[^\s"'`<>]+/gu;
const KEY = /^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]/u;

export function readClientConfigs(path: string, text: string): readonly ClientConfig[] {
  const name = basename(path);
  if (/^pgbouncer.*\.ini$/u.test(name)) return readPgBouncer(path, text);
  if (name.endsWith('.sql') || /^(pg_hba|pg_ident|postgresql|postgresql\.auto)\.conf$|\.csv$/u.test(name)) return [];
  return [...readUrls(path, text), ...readVariables(path, text)];
}

function readUrls(path: string, text: string): readonly ClientConfig[] {
  const found: ClientConfig[] = [];
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (/^\s*[#;]/u.test(line)) continue;
    for (const [url] of line.matchAll(URL_TEXT)) {
      const config = readUrl(url);
      if (config !== null)
        found.push({ file: path, line: index + 1, key: KEY.exec(line)?.[1] ?? 'url', poolMode: null, ...config });
    }
  }
  return found;
}

type Connection = Pick<ClientConfig, 'role' | 'database' | 'host' | 'sslMode' | 'hasPassword'>;

function readUrl(text: string): Connection | null {
  const plain = text.replace(/^jdbc:/u, '');
  // Several hosts: the first stands for all.
  const single = plain.replace(/^(\w+:\/\/(?:[^@/]*@)?[^,/]+),[^/?]*/u, '$1');
  if (!URL.canParse(single)) return null;
  const url = new URL(single);
  const parameter = (name: string): string | null => url.searchParams.get(name);
  return {
    role: decode(url.username) ?? parameter('user'),
    database: decode(url.pathname.slice(1)) ?? parameter('dbname'),
    host: decode(url.hostname) ?? parameter('host'),
    sslMode: parameter('sslmode') ?? (parameter('ssl') === 'true' ? 'require' : null),
    hasPassword: url.password !== '' || url.searchParams.has('password'),
  };
}

function decode(text: string): string | null {
  if (text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** PGHOST=…, DB_USER=…: one configuration per file and prefix. */
function readVariables(path: string, text: string): readonly ClientConfig[] {
  const groups = new Map<string, { line: number; values: Map<string, string> }>();
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const match =
      /^\s*(?:export\s+)?(PG|DB_|POSTGRES_|DATABASE_)(HOST|USER|USERNAME|DATABASE|NAME|DB|PASSWORD|SSLMODE)\s*=\s*["']?([^"'#\s]*)/u.exec(
        line,
      );
    if (match === null) continue;
    const [, prefix = '', part = '', value = ''] = match;
    const group = groups.get(prefix) ?? { line: index + 1, values: new Map<string, string>() };
    group.values.set(part, part === 'PASSWORD' ? (value === '' ? '' : 'set') : value);
    groups.set(prefix, group);
  }
  return [...groups].map(([prefix, { line, values }]) => {
    const first = (...parts: readonly string[]): string | null =>
      parts.map((part) => values.get(part)).find((value) => value !== undefined && value !== '') ?? null;
    return {
      file: path,
      line,
      key: `${prefix}*`,
      role: first('USER', 'USERNAME'),
      database: first('DATABASE', 'NAME', 'DB'),
      host: first('HOST'),
      sslMode: first('SSLMODE'),
      hasPassword: values.get('PASSWORD') === 'set',
      poolMode: null,
    };
  });
}

/** https://www.pgbouncer.org/config.html: `[databases]` lines are connection strings, `pool_mode` is for all or for one. */
function readPgBouncer(path: string, text: string): readonly ClientConfig[] {
  const databases: { readonly line: number; readonly name: string; readonly words: ReadonlyMap<string, string> }[] = [];
  const general = new Map<string, string>();
  let section = '';
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (/^\s*([;#]|$)/u.test(line)) continue;
    section = /^\s*\[(\w+)\]/u.exec(line)?.[1] ?? section;
    const pair = /^\s*([^=[\s]+)\s*=\s*(.*?)\s*$/u.exec(line);
    if (pair === null) continue;
    if (section === 'databases')
      databases.push({ line: index + 1, name: pair[1] ?? '', words: conninfo(pair[2] ?? '') });
    else if (section === 'pgbouncer') general.set(pair[1] ?? '', pair[2] ?? '');
  }
  return databases.map(({ line, name, words }) => ({
    file: path,
    line,
    key: name,
    role: words.get('user') ?? null,
    database: words.get('dbname') ?? (name === '*' ? null : name),
    host: words.get('host') ?? null,
    sslMode: general.get('server_tls_sslmode') ?? 'prefer',
    hasPassword: words.has('password'),
    poolMode: words.get('pool_mode') ?? general.get('pool_mode') ?? 'session',
  }));
}

/** The password's value is dropped while reading. */
function conninfo(text: string): ReadonlyMap<string, string> {
  const words = [...text.matchAll(/(\w+)\s*=\s*(?:'((?:[^'\\]|\\.|'')*)'|(\S+))/gu)];
  return new Map(words.map(([, name = '', quoted, bare]) => [name, name === 'password' ? '' : (quoted ?? bare ?? '')]));
}
