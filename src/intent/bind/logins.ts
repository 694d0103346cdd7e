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
  return intent.connections.map((connection) => {
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
