// Logins with the addresses that their zones stand for.

import ipaddr from 'ipaddr.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { BoundLogin } from '../bound.js';
import type { Intent } from '../model.js';
import type { Connection } from '../operations.js';
import type { Report } from '../row.js';
import { didYouMean } from '../words/nearest.js';

export function bindLogins(intent: Intent, inventory: Inventory, report: Report): readonly BoundLogin[] {
  const roles = new Set(itemsOf(inventory.cluster.roles).map((role) => role.name));
  const zones = new Map(intent.zones.map((zone) => [zone.zone.toLowerCase(), zone.ranges]));
  const databases = databaseNames(inventory);
  const known = namesKnown(intent, inventory);
  return intent.connections.map((connection) => {
    checkNames(connection, known, report);
    const ranges = connection.sources.flatMap((source) => rangesOf(source, zones, connection, report));
    return {
      connection,
      exists: roles.has(connection.login),
      actor: connection.actor,
      ranges: [...new Set(ranges)].toSorted(),
      local: connection.sources.some(isLocal),
      databases: connection.databases.flatMap((name) => (name.toLowerCase() === 'all' ? databases : [name])),
    };
  });
}

interface Names {
  readonly live: boolean;
  readonly databases: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Logins of the cluster of which the documents say nothing. */
  readonly unstated: readonly string[];
}

function namesKnown({ connections }: Intent, { server, cluster, databases }: Inventory): Names {
  const stated = new Set(connections.map(({ login }) => login));
  const roles = itemsOf(cluster.roles);
  return {
    live: server.origin === 'live',
    databases: new Set([...databases, ...itemsOf(cluster.databaseFacts)].map(({ name }) => name)),
    roles: new Set(roles.map(({ name }) => name)),
    unstated: roles.filter(({ name, login }) => login && !stated.has(name)).map(({ name }) => name),
  };
}

const KEYWORDS: ReadonlySet<string> = new Set(['all', 'replication', 'sameuser', 'samerole', 'samegroup']);

/** A login that is not there yet is made; one that is nearly there is more likely meant. Files may not name every database. */
function checkNames({ login, databases, source }: Connection, known: Names, report: Report): void {
  for (const name of databases) {
    if (known.databases.has(name) || KEYWORDS.has(name.toLowerCase())) continue;
    const hint = didYouMean(name, known.databases);
    if (hint === '' && !known.live) continue;
    report({
      code: 'unknown-database',
      severity: 'warning',
      what: `\`${login}\` connects to \`${name.slice(0, 60)}\`, and no database is called so.`,
      why: 'Its line of pg_hba.conf would admit it to nothing.',
      fix: `Name a database of the cluster, or all.${hint}`,
      source,
      length: login.length,
    });
  }
  const hint = known.roles.has(login) ? '' : didYouMean(login, known.unstated);
  if (hint === '') return;
  report({
    code: 'unknown-login',
    severity: 'warning',
    what: `No login is called \`${login}\`: it would be a new one.`,
    why: 'The documents say nothing of a login with nearly this name, which would keep what it has.',
    fix: `Correct the name, or state both.${hint}`,
    source,
    length: login.length,
  });
}

/** Every database that one may connect to. */
function databaseNames(inventory: Inventory): readonly string[] {
  const facts = itemsOf(inventory.cluster.databaseFacts).filter((database) => database.allowConnections);
  const names = facts.length > 0 ? facts : inventory.databases;
  return names.map((database) => database.name).toSorted();
}

function isLocal(source: string): boolean {
  const word = source.toLowerCase();
  return word === 'local' || word === 'socket' || word === 'unix socket';
}

function rangesOf(
  source: string,
  zones: ReadonlyMap<string, readonly string[]>,
  connection: Connection,
  report: Report,
): readonly string[] {
  if (isLocal(source)) return [];
  const zone = zones.get(source.toLowerCase());
  if (zone !== undefined) return zone.flatMap(asCidr);
  const cidr = asCidr(source);
  if (cidr.length === 0) {
    report({
      code: 'unknown-zone',
      severity: 'warning',
      what: `\`${connection.login}\` connects from "${source.slice(0, 60)}", which is no trust zone.${didYouMean(source, zones.keys())}`,
      why: 'pg_hba.conf admits addresses: a zone without ranges admits nobody.',
      fix: 'Name a zone of Trust Zones, a CIDR range or local.',
      source: connection.source,
      length: connection.login.length,
    });
  }
  return cidr;
}

function asCidr(text: string): readonly string[] {
  if (ipaddr.isValidCIDR(text)) return [text];
  if (!ipaddr.isValid(text)) return [];
  return [`${text}/${ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128}`];
}
