// What the files say of databases and of the superuser, which on a scratch server are the server's own: CREATE and
// ALTER DATABASE with their options; the password of the role that stands for the superuser.
// https://www.postgresql.org/docs/current/sql-createdatabase.html

import type { DatabaseFact, DatabaseLocale, PasswordKind, Role } from '../../inventory/index.js';
import type { ParsedStatement } from '../../sql/parse.js';
import { optionText, optionsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import type { Withheld } from './withheld.js';

type Options = ReadonlyMap<string, string>;

function optionsOf(node: Tree): Options {
  return new Map(optionsAt(node, 'options').map(({ name, element }) => [name, optionText(element) ?? '']));
}

/** What the files never said of it stays as a new database has it; the locale is then left out. */
export function statedDatabase(fact: DatabaseFact, statements: readonly ParsedStatement[]): DatabaseFact {
  const own = statements.filter(({ node }) => textAt(node, 'dbname') === fact.name);
  const created = own.find(({ kind }) => kind === 'CreatedbStmt');
  const options: Options = new Map(own.flatMap(({ node }) => [...optionsOf(node)]));
  const { locale: _ours, ...rest } = fact;
  const locale = created === undefined ? undefined : localeOf(options);
  return {
    ...rest,
    encoding: options.get('encoding') ?? fact.encoding,
    isTemplate: yes(options.get('is_template')) ?? fact.isTemplate,
    allowConnections: yes(options.get('allow_connections')) ?? fact.allowConnections,
    connectionLimit: Number(options.get('connection_limit') ?? fact.connectionLimit),
    ...(locale === undefined ? {} : { locale }),
  };
}

export function isCreated(name: string, statements: readonly ParsedStatement[]): boolean {
  return statements.some(({ kind, node }) => kind === 'CreatedbStmt' && textAt(node, 'dbname') === name);
}

function yes(word: string | undefined): boolean | undefined {
  return word === undefined ? undefined : /^(?:t(?:rue)?|y(?:es)?|on|1)$/iu.test(word);
}

/** LOCALE stands for both categories of libc, and from 15 on for what LC_COLLATE and LC_CTYPE leave out. */
function localeOf(options: Options): DatabaseLocale | undefined {
  const all = options.get('locale');
  const collate = options.get('lc_collate') ?? all;
  const ctype = options.get('lc_ctype') ?? all;
  if (collate === undefined || ctype === undefined) return undefined;
  const provider = options.get('locale_provider') ?? 'libc';
  if (provider === 'icu') return { provider, collate, ctype, name: options.get('icu_locale') ?? all ?? null };
  if (provider === 'builtin') return { provider, collate, ctype, name: options.get('builtin_locale') ?? all ?? null };
  return { provider: 'libc', collate, ctype, name: null };
}

/** The scratch server's superuser has a password of ours: the files' own is said in its place. */
export function statedSuperuser(role: Role, withheld: readonly Withheld[]): Role {
  const stated = withheld.filter(
    ({ statement: { kind, node } }) =>
      (kind === 'CreateRoleStmt' && textAt(node, 'role') === role.name) ||
      (kind === 'AlterRoleStmt' && textAt(node, 'role', 'rolename') === role.name),
  );
  if (stated.length === 0)
    return { ...role, password: { kind: 'unknown', reason: 'the files do not create the role' } };
  const options: Options = new Map(stated.flatMap(({ statement }) => [...optionsOf(statement.node)]));
  return { ...role, password: passwordKind(options.get('password')), validUntil: utc(options.get('validUntil')) };
}

/** As `roles` spells it: ISO 8601 in UTC, without fractions. */
function utc(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString().replace('.000Z', 'Z');
}

/** As crypt.c tells stored passwords apart. */
function passwordKind(text: string | undefined): PasswordKind {
  if (text === undefined || text === '') return { kind: 'none' };
  if (/^md5[0-9a-f]{32}$/u.test(text)) return { kind: 'md5' };
  const iterations = /^SCRAM-SHA-256\$(\d+):[^:$]+\$[^:$]+:[^:$]+$/u.exec(text)?.[1];
  if (iterations !== undefined) return { kind: 'scram-sha-256', iterations: Number(iterations) };
  return {
    kind: 'unknown',
    reason: 'the files hold a password, and the server’s password_encryption decides its kind',
  };
}
