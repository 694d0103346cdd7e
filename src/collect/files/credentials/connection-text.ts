// Connection URLs and `keyword=value` strings: who connects where, and in what form a password stands there. The
// password's text never leaves this file.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING

import type { ClientConfig, CredentialUse, SecretForm } from '../../../inventory/index.js';
import { foundAt, linesOf, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

const URL_TEXT = /(?:jdbc:)?postgres(?:ql)?:\/\/[^\s"'`<>]+/gu;
const KEY = /^\s*(?:-\s+)?(?:export\s+|ENV\s+)?["']?([\w.-]+)["']?\s*[:=]/u;

export type Connection = Pick<ClientConfig, 'role' | 'database' | 'host' | 'sslMode'> & { readonly secret: SecretForm };

export function readUrls({ path, text }: FileText, use: CredentialUse): readonly ClientConfig[] {
  const found: ClientConfig[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*(?:[#;]|\/\/)/u.test(line)) continue;
    // A template's placeholder has blanks, and stands for one word.
    for (const [url] of line.replaceAll(/\{\{.*?\}\}/gu, '${_}').matchAll(URL_TEXT)) {
      const connection = readUrl(url);
      if (connection === null) continue;
      const place = { file: path, line: index + 1, key: KEY.exec(line)?.[1] ?? 'url' };
      found.push(foundAt(place, use, connection.secret, connection));
    }
  }
  return found;
}

export function readUrl(text: string): Connection | null {
  const { user, password, rest } = withoutUserInfo(text.replace(/^jdbc:/u, ''));
  // Several hosts: the first stands for all.
  const single = rest.replace(/^(\w+:\/\/[^,/?]*),[^/?]*/u, '$1');
  if (!URL.canParse(single)) return null;
  const url = new URL(single);
  const parameter = (name: string): string | null => url.searchParams.get(name);
  return {
    role: nameOf(decoded(user)) ?? nameOf(parameter('user')),
    database: nameOf(decoded(url.pathname.slice(1))) ?? nameOf(parameter('dbname')),
    host: nameOf(decoded(url.hostname)) ?? nameOf(parameter('host')),
    sslMode: parameter('sslmode') ?? (parameter('ssl') === 'true' ? 'require' : null),
    secret: secretForm(decoded(password === '' ? (parameter('password') ?? '') : password)),
  };
}

/** By hand: a password with a slash or another `@` would be taken for a host or a database, and be kept. */
function withoutUserInfo(text: string): { readonly user: string; readonly password: string; readonly rest: string } {
  const start = text.indexOf('//') + 2;
  const query = text.indexOf('?');
  const before = text.lastIndexOf('@', query < 0 ? text.length : query);
  const at = before < 0 ? text.lastIndexOf('@') : before;
  if (at < start) return { user: '', password: '', rest: text };
  const info = text.slice(start, at);
  const colon = info.indexOf(':');
  const user = colon < 0 ? info : info.slice(0, colon);
  const password = colon < 0 ? '' : info.slice(colon + 1);
  return { user, password, rest: text.slice(0, start) + text.slice(at + 1) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A variable is nobody's name. */
export function nameOf(text: string | null | undefined): string | null {
  return text === null || text === undefined || text === '' || /[$`{}()\u0001]/u.test(text) ? null : text;
}

/** `host=… password='…'`, the password as its form alone. */
export function readConninfo(text: string): Connection & { readonly words: ReadonlySet<string> } {
  const pairs = [...text.matchAll(/(?<!\w)(\w{1,63})\s*=\s*(?:'((?:[^'\\]|\\.|'')*)'|(\S+))/gu)];
  const words = new Map(pairs.map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']));
  const word = (...names: readonly string[]): string | null =>
    names.map((name) => nameOf(words.get(name))).find((value) => value !== null) ?? null;
  const kept = words.has('passfile') || words.has('sslkey') ? 'reference' : 'none';
  const stated = secretForm(words.get('password') ?? '');
  return {
    role: word('user'),
    database: word('dbname'),
    host: word('host', 'hostaddr'),
    sslMode: word('sslmode'),
    secret: stated === 'none' ? kept : stated,
    words: new Set(words.keys()),
  };
}
