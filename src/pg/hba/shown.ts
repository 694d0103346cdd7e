// A line as pg_hba_file_rules shows it, as a rule again. The view has lost quotes, and with them whether `all` is the
// word or a role of that name: unless the file itself was read, a name that looks like a keyword or a group is
// taken for one, which is the wider meaning. https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html

import { addressBytes, maskOfPrefix, maskedAddress } from './address.js';
import type { RenderableRule } from './render.js';
import { sortBy } from '../../core/order.js';
import { HBA_METHODS, HBA_TYPES, type HbaAddress, type HbaDatabase, type HbaOption, type HbaUser } from './rule.js';
import type { AuthLine, AuthToken } from './tokens.js';
import { databaseOf, isDatabaseWord, isUserWord, userOf } from './words.js';

/** Positions of the words that are names because the file quotes them. */
export interface QuotedWords {
  readonly databases: readonly number[];
  readonly users: readonly number[];
}

export interface ShownLine {
  readonly type: string | null;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  readonly address: string | null;
  readonly netmask: string | null;
  readonly method: string | null;
  readonly options: readonly string[];
  /** Said only of lines where it matters, and only when the file could be read. */
  readonly quoted?: QuotedWords;
}

/**
 * Null for a line that the server refused: it then has an error and nothing else. With an error and all its
 * fields it only cannot match just now (hostssl while ssl is off, fill_hba_line in hbafuncs.c).
 */
export function shownRule(line: ShownLine, major: number): RenderableRule | null {
  const type = HBA_TYPES.find((each) => each === line.type);
  const method = HBA_METHODS.find((each) => each === line.method);
  if (type === undefined || method === undefined) return null;
  const address = type === 'local' ? null : addressOf(line);
  if (type !== 'local' && address === null) return null;
  const { databases, users } = line.quoted ?? { databases: [], users: [] };
  return {
    type,
    databases: line.databases.map((name, at) => databaseOf(name, databases.includes(at), major)),
    users: line.users.map((name, at) => userOf(name, users.includes(at), major)),
    address,
    method,
    options: line.options.map((option) => splitOption(option)),
  };
}

/** Whether quotes would change what the line means. */
export function hasDoubtfulWord({ databases, users }: Pick<ShownLine, 'databases' | 'users'>): boolean {
  return databases.some((name) => isDatabaseWord(name)) || users.some((name) => isUserWord(name));
}

/**
 * A rule's options, sorted, as far as the view tells one file from another: it lists what a method implies (cert a
 * verified certificate, gss and sspi the realm) and leaves clientname out, without which a mapped DN lets nobody in.
 */
export function shownOptions({ method, options }: Pick<RenderableRule, 'method' | 'options'>): readonly HbaOption[] {
  const told = options.filter(({ name, value }) => {
    if (name === 'clientname') return false;
    if (name === 'clientcert') return method !== 'cert';
    return name !== 'include_realm' || !['1', 'true'].includes(value);
  });
  return sortBy(told, ({ name }) => name);
}

/** A rule's words as the view would show them. */
export function shownWords({ databases, users }: Pick<RenderableRule, 'databases' | 'users'>): {
  readonly databases: readonly string[];
  readonly users: readonly string[];
} {
  return { databases: databases.map(shownWord), users: users.map(shownWord) };
}

function shownWord(word: HbaDatabase | HbaUser): string {
  switch (word.kind) {
    case 'name':
      return word.name;
    case 'group':
      return `+${word.name}`;
    case 'regex':
      return `/${word.pattern}`;
    default:
      return word.kind;
  }
}

/** The words as the file spells them; null when it is not the line that the view shows. */
export function quotedWords(line: AuthLine, shown: ShownLine): QuotedWords | null {
  const [, databases = [], users = []] = line.fields;
  const same = sameWords(databases, shown.databases) && sameWords(users, shown.users);
  if (line.error !== undefined || !same) return null;
  return { databases: quotedAt(databases), users: quotedAt(users) };
}

function sameWords(tokens: readonly AuthToken[], names: readonly string[]): boolean {
  return tokens.length === names.length && tokens.every(({ text }, at) => text === names[at]);
}

function quotedAt(tokens: readonly AuthToken[]): readonly number[] {
  return tokens.flatMap(({ quoted }, at) => (quoted ? [at] : []));
}

function addressOf({ address, netmask }: ShownLine): HbaAddress | null {
  if (address === null) return null;
  if (address === 'all' || address === 'samehost' || address === 'samenet') return { kind: address };
  const [host = '', prefix] = address.split('/');
  const bytes = addressBytes(host);
  if (bytes === undefined)
    return address.startsWith('.') ? { kind: 'suffix', suffix: address } : { kind: 'host', name: address };
  const mask = netmask === null ? undefined : addressBytes(netmask);
  return maskedAddress(bytes, mask ?? maskOfPrefix(Number(prefix ?? bytes.length * 8), bytes.length));
}

function splitOption(option: string): { readonly name: string; readonly value: string } {
  const at = option.indexOf('=');
  return at < 0 ? { name: option, value: '' } : { name: option.slice(0, at), value: option.slice(at + 1) };
}
