// The words of pg_hba.conf that mean something else than a name, unless quotes make a name of them.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import type { HbaDatabase, HbaUser } from './rule.js';

/** What each word stands for; `samegroup` is the old spelling of `samerole`. */
const DATABASE_WORDS: ReadonlyMap<string, HbaDatabase> = new Map<string, HbaDatabase>([
  ['all', { kind: 'all' }],
  ['sameuser', { kind: 'sameuser' }],
  ['samerole', { kind: 'samerole' }],
  ['samegroup', { kind: 'samerole' }],
  ['replication', { kind: 'replication' }],
]);

export function isDatabaseWord(text: string): boolean {
  return DATABASE_WORDS.has(text);
}

export function isUserWord(text: string): boolean {
  return text === 'all' || text.startsWith('+');
}

export function databaseOf(text: string, quoted: boolean, major: number): HbaDatabase {
  const word = quoted ? undefined : DATABASE_WORDS.get(text);
  if (word !== undefined) return word;
  return isRegex(text, major) ? { kind: 'regex', pattern: text.slice(1) } : { kind: 'name', name: text };
}

export function userOf(text: string, quoted: boolean, major: number): HbaUser {
  if (!quoted && text === 'all') return { kind: 'all' };
  if (!quoted && text.startsWith('+')) return { kind: 'group', name: text.slice(1) };
  return isRegex(text, major) ? { kind: 'regex', pattern: text.slice(1) } : { kind: 'name', name: text };
}

/** Quotes do not take the meaning of a leading slash away (regcomp_auth_token). */
function isRegex(text: string, major: number): boolean {
  return major >= 16 && text.startsWith('/');
}
