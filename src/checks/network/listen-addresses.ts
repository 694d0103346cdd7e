// listen_addresses against the endpoints and zones of the documents. A value from the command line has its own fix:
// neither a file nor ALTER SYSTEM overrides it.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-LISTEN-ADDRESSES

import ipaddr from 'ipaddr.js';
import type { Demand } from '../../demand/model.js';
import type { BoundIntent } from '../../intent/bound.js';
import { addressesOf, hostOf, listeningOn, serverEndpoints } from '../../intent/endpoint-address.js';
import { itemsOf, type Setting } from '../../inventory/index.js';
import { listOf, settingRef } from '../setting.js';
import { listed } from '../wording.js';
import { withinRanges } from '../zone.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

const NAME = 'listen_addresses';

/** What the documents allow: addresses, or zones when an endpoint is a name; null: nothing that could be judged. */
type Stated =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'zones'; readonly zones: readonly string[]; readonly ranges: readonly string[] | null }
  | null;

export const check: CheckDefinition = defineCheck({
  id: 'network/listen-addresses',
  title: 'The server listens beyond its stated endpoints',
  severity: 'medium',
  confidence: 'high',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-LISTEN-ADDRESSES'],
  needs: ['settings'],
  doc: {
    what: 'listen_addresses names addresses (or all of them) that no endpoint and no zone of the documents contains.',
    why: 'pg_hba.conf is asked only after the connection stands: who reaches the port can try what comes before it, and a network added to the host later is served at once.',
    fix: 'Name the stated addresses in listen_addresses, and restart.',
  },
  examples: [
    {
      title: 'an address that no endpoint states',
      sql: `SELECT 1`,
      expect: ['setting:listen_addresses'],
      settings: { listen_addresses: '127.0.0.1, 192.0.2.7' },
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| 192.0.2.5:5432 | data | app | no | |
`,
    },
    {
      title: 'outside the zone of a named endpoint',
      sql: `SELECT 1`,
      expect: ['setting:listen_addresses'],
      settings: { listen_addresses: '127.0.0.1, 192.0.2.7' },
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| db.internal:5432 | data | app | no | |

## Trust Zones

| Zone | Ranges | Source document | Owner |
|---|---|---|---|
| data | 10.1.0.0/16 | platform | platform |
`,
    },
    {
      title: 'the stated address and the machine itself',
      sql: `SELECT 1`,
      expect: [],
      settings: { listen_addresses: '127.0.0.1, 192.0.2.7' },
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| 192.0.2.7:5432 | data | app | no | |
`,
    },
    {
      title: 'no exposure stated',
      sql: `SELECT 1`,
      expect: [],
      settings: { listen_addresses: '127.0.0.1, 192.0.2.7' },
    },
  ],
  check: ({ inventory, bound }) => {
    const setting = itemsOf(inventory.cluster.settings).find(({ name }) => name === NAME);
    const stated = bound === null ? null : statedOf(bound);
    if (setting === undefined || stated === null) return [];
    const beyond = listOf(setting.value).filter((address) => isBeyond(address, stated));
    return beyond.length === 0 ? [] : [gapOf(setting, beyond, stated)];
  },
});

function statedOf({ intent, logins }: BoundIntent): Stated {
  // A managed service and an operator listen by themselves, behind a network that is said elsewhere.
  if (intent.deployments.some(({ substrate }) => substrate !== null && substrate !== 'self-managed')) return null;
  const endpoints = serverEndpoints(intent.endpoints);
  const addresses = addressesOf(endpoints);
  if (addresses !== null) return { kind: 'addresses', addresses };
  if (endpoints.length === 0) {
    const nobodyRemote = logins.length > 0 && logins.every(({ ranges, local }) => local && ranges.length === 0);
    return nobodyRemote ? { kind: 'addresses', addresses: [] } : null;
  }
  const zones = endpoints.flatMap(({ zone }) => zone ?? []);
  const ranges = zones.map(
    (name) => intent.zones.find(({ zone }) => zone.toLowerCase() === name.toLowerCase())?.ranges,
  );
  const known = zones.length === endpoints.length ? ranges.flatMap((each) => (each === undefined ? [] : [each])) : [];
  const complete = known.length === endpoints.length && known.every((each) => each.length > 0);
  const named = endpoints.map(({ endpoint }) => hostOf(endpoint)).filter((host) => ipaddr.isValid(host));
  return { kind: 'zones', zones, ranges: complete ? [...known.flat(), ...named] : null };
}

/** The machine itself is no network. What a host name in the setting resolves to is not known here. */
function isBeyond(address: string, stated: NonNullable<Stated>): boolean {
  if (isEvery(address)) return true;
  if (!ipaddr.isValid(address) || ipaddr.parse(address).range() === 'loopback') return false;
  if (stated.kind === 'addresses') return !stated.addresses.some((each) => isSame(each, address));
  const own = { kind: 'cidr', address, prefix: ipaddr.IPv6.isValid(address) ? 128 : 32 } as const;
  return stated.ranges !== null && withinRanges(own, stated.ranges) === false;
}

function isSame(left: string, right: string): boolean {
  return ipaddr.parse(left).toNormalizedString() === ipaddr.parse(right).toNormalizedString();
}

function isEvery(address: string): boolean {
  return address === '*' || address === '0.0.0.0' || address === '::';
}

function gapOf(setting: Setting, beyond: readonly string[], stated: NonNullable<Stated>): Gap {
  const what = beyond.some((each) => isEvery(each)) ? 'every address of its host' : listed(beyond);
  const allowed =
    stated.kind === 'zones' ? `zone ${listed(stated.zones) || 'unnamed'}` : listed(stated.addresses) || 'no address';
  const subject = settingRef(NAME);
  const detail = `The server listens on ${what} (${NAME} = ${setting.value}, from the ${setting.source}); stated is ${allowed}.`;
  // How many addresses the host has nobody here can see: it may have that one alone.
  const doubt = stated.kind === 'zones' && beyond.every((each) => isEvery(each)) ? { confidence: 'low' as const } : {};
  if (setting.source === 'command line') return { subject, detail, ...doubt, fix: commandLineFix(stated) };
  return stated.kind === 'zones'
    ? { subject, detail, ...doubt }
    : { subject, detail, remedy: remedyOf(stated.addresses) };
}

function commandLineFix(stated: NonNullable<Stated>): string {
  const value = stated.kind === 'addresses' ? listeningOn(stated.addresses) : 'the stated addresses';
  return `Change what starts the server (service unit, container arguments): its command line says ${NAME}, which neither postgresql.conf nor ALTER SYSTEM overrides. Name ${value} there, or leave it out and set it in postgresql.conf; then restart.`;
}

function remedyOf(addresses: readonly string[]): readonly Demand[] {
  return [{ fact: { kind: 'setting', name: NAME, value: listeningOn(addresses), without: '*' }, because: [] }];
}
