// Who connects, from where and with what: connections, credentials, zones and endpoints of a draft.

import ipaddr from 'ipaddr.js';
import { itemsOf, type HbaFileRule, type Inventory, type Role } from '../../inventory/index.js';
import { memberOf } from '../../inventory/member-of.js';
import { userMatches } from '../../pg/hba/match.js';
import { shownRule } from '../../pg/hba/shown.js';
import type { LoginKind } from '../operations.js';
import type { Evidence } from './evidence.js';
import { code, codes, type DraftRow } from './markdown.js';

const KIND_WORDS: readonly (readonly [RegExp, LoginKind])[] = [
  [/migrat|flyway|liquibase|alembic|deploy/iu, 'migration'],
  [/backup|barman|wal_?g|pgbackrest/iu, 'backup'],
  [/monitor|exporter|metrics|datadog|zabbix/iu, 'monitoring'],
  [/repl|standby|walsender/iu, 'replication'],
  [/break_?glass|emergency/iu, 'break-glass'],
  [/worker|job|cron|etl|batch|sched/iu, 'job'],
  [/analyst|readonly|read_only|report|_bi$|^bi_|support|human/iu, 'human'],
];

/** Kinds that work with data, and need rights for it. */
export const WORKING: ReadonlySet<LoginKind> = new Set<LoginKind>(['service', 'human', 'job']);

export function loginKind(role: Role): LoginKind {
  if (role.superuser) return 'break-glass';
  if (role.replication) return 'replication';
  return KIND_WORDS.find(([pattern]) => pattern.test(role.name))?.[1] ?? 'service';
}

export function connectionRows({ inventory, logins }: Evidence): readonly DraftRow[] {
  const databases = inventory.databases.map(({ name }) => code(name));
  return writable(logins).map((role) => ({
    login: code(role.name),
    actor: code(role.name),
    kind: loginKind(role),
    // The bootstrap superuser has REPLICATION too, and works with the databases.
    database: loginKind(role) === 'replication' ? 'replication' : codes(databases),
    source: codes(sourcesOf(inventory, role).map(code)),
    authentication: role.password.kind === 'scram-sha-256' ? 'scram-sha-256' : null,
  }));
}

/** Owner and rotation are for people to state. */
export function credentialRows({ logins }: Evidence): readonly DraftRow[] {
  return writable(logins)
    .filter(({ password }) => password.kind !== 'none')
    .map((role) => ({
      credential: `password of ${code(role.name) ?? ''}`,
      usedBy: loginKind(role) === 'service' ? 'application' : loginKind(role),
    }));
}

/** The networks that pg_hba.conf admits, one zone each; everybody and loopback are no zones. */
export function zoneRows({ inventory }: Evidence): readonly DraftRow[] {
  const ranges = new Set(admitting(inventory).flatMap((rule) => rangeOf(rule)));
  return [...ranges]
    .filter((range) => !EVERYBODY.has(range) && !/^(?:127\.|::1\/)/u.test(range))
    .map((range, index) => ({ zone: `zone-${index + 1}`, ranges: code(range) }));
}

export function endpointRows({ inventory }: Evidence): readonly DraftRow[] {
  const settings = new Map(itemsOf(inventory.cluster.settings).map(({ name, value }) => [name, value]));
  const listen = settings.get('listen_addresses');
  if (listen === undefined || listen.trim() === '') return [];
  const open = admitting(inventory).some((rule) => rangeOf(rule).some((range) => EVERYBODY.has(range)));
  const ports = settings.get('port') ?? '5432';
  return listen.split(',').map((address) => ({
    endpoint: code(`${address.trim()}:${ports}`),
    public: open && !/^(?:localhost|127\.|::1)/u.test(address.trim()) ? 'yes' : 'no',
  }));
}

export const EVERYBODY: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

export function admitting(inventory: Inventory): readonly HbaFileRule[] {
  return itemsOf(inventory.cluster.hbaRules).filter((rule) => rule.error === null && rule.method !== 'reject');
}

/** `local` for the socket, and the networks of the lines that admit the login; those of everybody say nothing of it. */
function sourcesOf(inventory: Inventory, role: Role): readonly string[] {
  const cluster = { isMember: memberOf(inventory) };
  const replicates = loginKind(role) === 'replication';
  const sources = admitting(inventory).flatMap((line) => {
    const rule = shownRule(line, inventory.server.major);
    // `all` does not cover replication.
    const serves = rule?.databases.some(({ kind }) => (kind === 'replication') === replicates) ?? false;
    if (rule === null || !serves || !rule.users.some((user) => userMatches(user, role.name, cluster) === true))
      return [];
    return rule.type === 'local' ? ['local'] : rangeOf(line);
  });
  return [...new Set(sources)].filter((source) => !EVERYBODY.has(source));
}

function writable(logins: readonly Role[]): readonly Role[] {
  return logins.filter(({ name }) => code(name) !== null);
}

/** CIDR text of a rule's network; none for names and sockets. */
export function rangeOf({ type, address, netmask }: HbaFileRule): readonly string[] {
  if (type === null || type === 'local' || address === null) return [];
  if (address === 'all') return [...EVERYBODY];
  if (ipaddr.isValidCIDR(address)) return [address];
  if (!ipaddr.isValid(address) || netmask === null || !ipaddr.isValid(netmask)) return [];
  const length = ipaddr.parse(netmask).prefixLengthFromSubnetMask();
  return length === null ? [] : [`${address}/${length}`];
}
