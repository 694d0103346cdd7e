// The server listens where its endpoints are stated and nowhere else: demanded where the documents give an
// address. A host name may stand for a proxy, so it is asked about and never put into the setting.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-LISTEN-ADDRESSES

import { addressesOf, listeningOn, serverEndpoints } from '../../intent/endpoint-address.js';
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
    const stated = statedOf(context);
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
function statedOf(context: ControlContext): Stated | null {
  const remote = statedLogins(context).some((login) => login.ranges.length > 0);
  const endpoints = serverEndpoints(context.bound.intent.endpoints);
  if (!remote && endpoints.length === 0) return { value: listeningOn([]), endpoints: [] };
  const addresses = addressesOf(endpoints);
  return addresses === null ? null : { value: listeningOn(addresses), endpoints };
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
