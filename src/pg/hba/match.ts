// Which line of pg_hba.conf decides a connection attempt: the first whose type, address, database
// and user all match (hba.c: check_hba). `all` does not cover physical replication, `+role` and
// `samerole` follow membership whatever its INHERIT option, and a superuser is no member of everything.

import { addressBytes, maskOfPrefix, numericRange, withinMask } from './address.js';
import type { HbaAddress, HbaDatabase, HbaRule, HbaUser } from './rule.js';
import { compileAuthRegex } from '../auth-regex.js';

/** `hostNames` are the client's names as its reverse and forward lookups agree; absent when not known. */
export type HbaAttempt = {
  readonly database: string;
  readonly user: string;
  readonly replication: false | 'physical' | 'logical';
} & (
  | { readonly type: 'local' }
  | {
      readonly type: 'tcp';
      readonly tls: boolean;
      readonly gss?: boolean;
      readonly address: string;
      readonly hostNames?: readonly string[];
    }
);

/** One address of the server's own machine: `prefix` is its network's. */
export type HostInterface = { readonly address: string; readonly prefix: number };

/** What the decision needs of the cluster. `interfaces` absent: samehost and samenet are not known. */
export type HbaCluster = {
  /** Direct or indirect membership, reflexive, ignoring INHERIT and SET (is_member_of_role_nosuper). */
  readonly isMember: (user: string, role: string) => boolean;
  readonly interfaces?: readonly HostInterface[];
};

/** `undecided`: `rule` would match if a fact held that is not at hand; `why` names the fact. */
export type HbaDecision =
  | { readonly kind: 'rule'; readonly rule: HbaRule; readonly why: string }
  | { readonly kind: 'implicit-reject'; readonly why: string }
  | { readonly kind: 'undecided'; readonly rule: HbaRule; readonly why: string };

type Answer = boolean | { readonly unknown: string };

/** The deciding line among `rules`, which are in file order. */
export function decide(rules: readonly HbaRule[], attempt: HbaAttempt, cluster: HbaCluster): HbaDecision {
  for (const rule of rules) {
    const answer = matches(rule, attempt, cluster);
    if (answer === true) {
      return { kind: 'rule', rule, why: `${rule.file}:${rule.line} is the first line that matches` };
    }
    if (answer !== false) {
      return { kind: 'undecided', rule, why: `${rule.file}:${rule.line}: ${answer.unknown}` };
    }
  }
  return { kind: 'implicit-reject', why: 'no line matches: the server refuses the connection' };
}

function matches(rule: HbaRule, attempt: HbaAttempt, cluster: HbaCluster): Answer {
  if (!typeMatches(rule, attempt)) return false;
  const parts = [
    anyOf(rule.databases, (database) => databaseMatches(database, attempt, cluster)),
    anyOf(rule.users, (user) => userMatches(user, attempt.user, cluster)),
    rule.address === null || attempt.type === 'local' ? true : addressMatches(rule.address, attempt, cluster),
  ];
  if (parts.includes(false)) return false;
  return parts.find((part) => part !== true) ?? true;
}

function typeMatches(rule: HbaRule, attempt: HbaAttempt): boolean {
  if (attempt.type === 'local') return rule.type === 'local';
  switch (rule.type) {
    case 'local':
      return false;
    case 'host':
      return true;
    case 'hostssl':
      return attempt.tls;
    case 'hostnossl':
      return !attempt.tls;
    case 'hostgssenc':
      return attempt.gss === true;
    case 'hostnogssenc':
      return attempt.gss !== true;
  }
}

function anyOf<T>(items: readonly T[], test: (item: T) => Answer): Answer {
  let unknown: Answer = false;
  for (const item of items) {
    const answer = test(item);
    if (answer === true) return true;
    if (answer !== false) unknown = answer;
  }
  return unknown;
}

function databaseMatches(database: HbaDatabase, attempt: HbaAttempt, cluster: HbaCluster): Answer {
  if (attempt.replication === 'physical') return database.kind === 'replication';
  switch (database.kind) {
    case 'all':
      return true;
    case 'sameuser':
      return attempt.database === attempt.user;
    case 'samerole':
      return cluster.isMember(attempt.user, attempt.database);
    case 'replication':
      return false;
    case 'name':
      return database.name === attempt.database;
    case 'regex':
      return regexMatches(database.pattern, attempt.database);
  }
}

export function userMatches(user: HbaUser, name: string, cluster: HbaCluster): Answer {
  switch (user.kind) {
    case 'all':
      return true;
    case 'name':
      return user.name === name;
    case 'group':
      return cluster.isMember(name, user.name);
    case 'regex':
      return regexMatches(user.pattern, name);
  }
}

function regexMatches(pattern: string, name: string): Answer {
  const regex = compileAuthRegex(pattern);
  return regex === undefined ? { unknown: `the regular expression /${pattern} needs the server` } : regex.test(name);
}

type TcpAttempt = Extract<HbaAttempt, { readonly type: 'tcp' }>;

function addressMatches(address: HbaAddress, attempt: TcpAttempt, cluster: HbaCluster): Answer {
  if (address.kind === 'all') return true;
  if (address.kind === 'host' || address.kind === 'suffix') return hostMatches(address, attempt);
  const client = addressBytes(attempt.address);
  if (client === undefined) return { unknown: `"${attempt.address}" is no numeric address` };
  if (address.kind === 'samehost' || address.kind === 'samenet')
    return ownNetworkMatches(address.kind, client, cluster.interfaces);
  const range = numericRange(address);
  return range !== undefined && withinMask(client, range.address, range.mask);
}

function hostMatches(address: Extract<HbaAddress, { kind: 'host' | 'suffix' }>, attempt: TcpAttempt): Answer {
  if (attempt.hostNames === undefined) return { unknown: "the client's host name is not known" };
  const names = attempt.hostNames.map((name) => name.toLowerCase());
  return address.kind === 'host'
    ? names.includes(address.name.toLowerCase())
    : names.some((name) => name.length > address.suffix.length && name.endsWith(address.suffix.toLowerCase()));
}

function ownNetworkMatches(
  kind: 'samehost' | 'samenet',
  client: readonly number[],
  interfaces: readonly HostInterface[] | undefined,
): Answer {
  if (interfaces === undefined) return { unknown: `${kind}: the server's own addresses are not known` };
  return interfaces.some((each) => {
    const address = addressBytes(each.address);
    if (address === undefined) return false;
    const prefix = kind === 'samehost' ? address.length * 8 : each.prefix;
    return withinMask(client, address, maskOfPrefix(prefix, address.length));
  });
}
