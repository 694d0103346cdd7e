// SQL that hands the server a secret: passwords of roles, of user mappings, of subscriptions. Read by its words, also
// inside DO blocks and format(); never run. A psql variable in its place is a reference.
// https://www.postgresql.org/docs/current/sql-createrole.html

import type { ClientConfig, CredentialUse } from '../../../inventory/index.js';
import { splitDump } from '../../../sql/dump.js';
import { scanElement } from '../../../sql/dump-scan.js';
import { nameOf, readConninfo, readUrl, type Connection } from './connection-text.js';
import { foundAt, useByName, type FileText } from './found.js';
import { PSQL_VARIABLE, secretForm } from './secret-form.js';

interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'mark';
  /** A word in lower case; a name and a string without their quotes. */
  readonly text: string;
  readonly line: number;
}

const INTERESTING = /\bpassword\b|\bsubscription\b|:\/\/|\bprimary_conninfo\b/iu;
const MAX_DEPTH = 3;

export function readSqlFile({ path, text }: FileText): readonly ClientConfig[] {
  if (!INTERESTING.test(text)) return [];
  const use = useByName(path, 'bootstrap');
  const found: ClientConfig[] = [];
  for (const item of splitDump(withoutVariables(text), path)) {
    if (item.kind !== 'statement' || !INTERESTING.test(item.sql)) continue;
    found.push(...scanSql({ path, text: item.sql }, use, item.source.line - 1));
  }
  return found;
}

/** `:'name'` and `:"name"` are no SQL: what they stand for is not in the file. */
function withoutVariables(text: string): string {
  return text.replaceAll(/(?<![:\w]):(['"])(\w+)\1/gu, (_all, quote: string, name: string) => {
    return ` ${quote}${PSQL_VARIABLE.repeat(name.length)}${quote}`;
  });
}

/** `lineBefore`: lines of the file above this text. */
export function scanSql(
  { path, text }: FileText,
  use: CredentialUse,
  lineBefore: number,
  depth = 0,
): readonly ClientConfig[] {
  const tokens = tokensOf(text, lineBefore + 1);
  const found: ClientConfig[] = [];
  let subject: Subject = { kind: 'other', name: null };
  for (const [index, token] of tokens.entries()) {
    subject = subjectAt(tokens, index) ?? subject;
    const next = tokens[index + 1];
    if (token.kind === 'word' && token.text === 'password' && next !== undefined && isValue(next)) {
      const place = { file: path, line: next.line, key: keyOf(subject) };
      const role = subject.kind === 'role' ? nameOf(subject.name) : null;
      found.push(foundAt(place, use, next.kind === 'string' ? secretForm(next.text) : 'none', { role }));
    }
    if (token.kind === 'string' && !isPassword(tokens, index))
      found.push(...inString({ path, token, subject, use, depth }));
  }
  return found;
}

interface Subject {
  readonly kind: 'role' | 'user-mapping' | 'subscription' | 'other';
  readonly name: string | null;
}

/** CREATE | ALTER, then what. */
function subjectAt(tokens: readonly Token[], index: number): Subject | null {
  const word = (offset: number): string | undefined => {
    const token = tokens[index + offset];
    return token?.kind === 'word' ? token.text : undefined;
  };
  if (word(0) !== 'create' && word(0) !== 'alter') return null;
  const third = tokens[index + 2];
  if (word(1) === 'user' && word(2) === 'mapping') return { kind: 'user-mapping', name: null };
  if (word(1) === 'subscription') return { kind: 'subscription', name: third?.text ?? null };
  if (word(1) === 'role' || word(1) === 'user' || word(1) === 'group')
    return { kind: 'role', name: third === undefined || third.kind === 'mark' ? null : third.text };
  return { kind: 'other', name: null };
}

function keyOf(subject: Subject): string {
  if (subject.kind === 'user-mapping') return 'CREATE USER MAPPING';
  return subject.kind === 'role' ? 'PASSWORD of a role' : 'PASSWORD';
}

function isValue(token: Token): boolean {
  return token.kind === 'string' || (token.kind === 'word' && token.text === 'null');
}

function isPassword(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return before?.kind === 'word' && before.text === 'password';
}

interface InString {
  readonly path: string;
  readonly token: Token;
  readonly subject: Subject;
  readonly use: CredentialUse;
  readonly depth: number;
}

/** A connection string, or SQL: the body of a block, the text of EXECUTE. */
function inString({ path, token, subject, use, depth }: InString): readonly ClientConfig[] {
  const connection = connectionIn(token.text);
  if (connection !== null) {
    const isSubscription = subject.kind === 'subscription';
    const key = isSubscription ? `subscription ${subject.name ?? ''}`.trim() : 'connection string';
    const place = { file: path, line: token.line, key };
    return [foundAt(place, isSubscription ? 'replication' : use, connection.secret, connection)];
  }
  if (depth >= MAX_DEPTH || !/\bpassword\b/iu.test(token.text)) return [];
  return scanSql({ path, text: token.text }, use, token.line - 1, depth + 1);
}

function connectionIn(text: string): Connection | null {
  if (/^\s*postgres(?:ql)?:\/\/\S+\s*$/u.test(text)) return readUrl(text.trim());
  if (!/^\s*\w+\s*=/u.test(text)) return null;
  const { words, ...connection } = readConninfo(text);
  return ['host', 'user', 'dbname', 'password'].some((word) => words.has(word)) ? connection : null;
}

function tokensOf(text: string, firstLine: number): readonly Token[] {
  const tokens: Token[] = [];
  let line = firstLine;
  for (let at = 0; at < text.length;) {
    const { kind, end } = scanElement(text, at);
    const raw = text.slice(at, end);
    const trimmed = raw.trim();
    if (kind === 'word') tokens.push({ kind, text: raw.toLowerCase(), line });
    else if (kind === 'quoted') tokens.push({ ...quotedToken(raw), line });
    else if (kind === 'other' && trimmed !== '') tokens.push({ kind: 'mark', text: trimmed, line });
    line += raw.split('\n').length - 1;
    at = end;
  }
  return tokens;
}

function quotedToken(raw: string): Pick<Token, 'kind' | 'text'> {
  if (raw.startsWith('"')) return { kind: 'name', text: raw.slice(1, -1).replaceAll('""', '"') };
  const tag = /^\$\w*\$/u.exec(raw)?.[0];
  if (tag !== undefined) return { kind: 'string', text: raw.slice(tag.length, -tag.length) };
  const start = raw.indexOf("'");
  return { kind: 'string', text: raw.slice(start + 1, -1).replaceAll("''", "'") };
}
