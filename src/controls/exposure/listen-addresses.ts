// The server listens where its endpoints are stated and nowhere else: demanded where the documents give an
// address. A host name may stand for a proxy, so it is asked about and never put into the setting.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-LISTEN-ADDRESSES

import ipaddr from 'ipaddr.js';
import type { Endpoint } from '../../intent/operations.js';
import { itemsOf } from '../../inventory/index.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition, type OpenRisk } from '../model.js';
import { statedLogins } from '../roles/actors.js';

const identity = {
  id: 'exposure/listen-addresses',
  area: 'exposure',
  title: 'The server listens on its stated addresses alone',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['unauthorised-network-access'],
  design: (context, threats) => {
    const stated = addressesOf(context);
    if (stated === null) return { ...nothing, openRisks: everyAddress(context, threats) };
    const parts = {
      enforcedAt: ['server setting listen_addresses'],
      wishes: [
        wish(
          { kind: 'setting', name: 'listen_addresses', value: stated.value, without: '*' },
          stated.endpoints.map((each) => each.source),
        ),
      ],
      attacks: [],
      residual: 'Who is routed to these addresses is the network’s to say.',
      bypass: ['whoever can write the server’s files, or restart it with other words'],
      openRisks: [
        {
          what: 'The listening addresses are emitted, not tried',
          reason: 'a scratch cluster has none of the host’s addresses',
          closedBy: `after the restart, on the host: ss -ltn, which shows ${stated.value} and no other`,
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

interface Stated {
  readonly value: string;
  readonly endpoints: readonly Endpoint[];
}

/** Null: an endpoint of the server is a name, or none is stated though somebody comes over the network. */
function addressesOf(context: ControlContext): Stated | null {
  const remote = statedLogins(context).some((login) => login.ranges.length > 0);
  const own = context.bound.intent.endpoints.filter((each) => !isPooler(each));
  if (!remote && own.length === 0) return { value: 'localhost', endpoints: [] };
  const hosts = own.map((each) => hostOf(each.endpoint));
  if (hosts.length === 0 || !hosts.every((host) => ipaddr.isValid(host))) return null;
  return { value: uniqueInOrder(['localhost', ...hosts.filter((host) => !LOCALHOST.includes(host))]), endpoints: own };
}

/** What `localhost` is already: bound twice, the server warns of an address in use. */
const LOCALHOST: readonly string[] = ['127.0.0.1', '::1'];

function uniqueInOrder(hosts: readonly string[]): string {
  return [...new Set(hosts)].join(', ');
}

/** What stands in front of the server, by its own words. */
function isPooler({ endpoint }: Endpoint): boolean {
  return /pooler|bouncer|proxy/iu.test(endpoint);
}

/** `10.0.0.5:5432`, `[fd00::5]:5432`, `db.example` */
function hostOf(endpoint: string): string {
  const bracketed = /^\[([^\]]+)\]/u.exec(endpoint)?.[1];
  if (bracketed !== undefined) return bracketed;
  return ipaddr.IPv6.isValid(endpoint) ? endpoint : (endpoint.split(':')[0] ?? endpoint);
}

function everyAddress(context: ControlContext, threats: readonly string[]): readonly OpenRisk[] {
  const setting = itemsOf(context.inventory.cluster.settings).find((each) => each.name === 'listen_addresses');
  const every = (setting?.value ?? '').split(',').some((each) => ['*', '0.0.0.0', '::'].includes(each.trim()));
  if (!every) return [];
  const zones = context.bound.intent.deployments.flatMap((each) => each.zone ?? []);
  return [
    {
      what: `The server listens on every address of its host (listen_addresses = ${setting?.value ?? ''})`,
      reason: 'the documents name a zone, not the host’s own address in it, so that no value can be demanded',
      closedBy: `an address in zone ${zones.join(', ') || 'of its deployment'} as endpoint under Network Exposure`,
      threats,
    },
  ];
}
