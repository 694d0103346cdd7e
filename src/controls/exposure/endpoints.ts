// What listens where: the endpoints of the documents against the server's own addresses. Reachability is
// the network's to enforce (security groups, authorised networks): stated here, never redesigned.

import { itemsOf } from '../../inventory/index.js';
import { nothing } from '../build.js';
import {
  defineControl,
  type ControlContext,
  type ControlDefinition,
  type ControlOutcome,
  type OpenRisk,
} from '../model.js';

export const control: ControlDefinition = defineControl({
  id: 'exposure/endpoints',
  area: 'exposure',
  title: 'Endpoints and listening addresses',
  counters: ['unauthorised-network-access'],
  design: (context, threats): ControlOutcome => ({
    ...nothing,
    openRisks: [...listening(context, threats), ...publicEndpoints(context, threats)],
    notes: context.bound.intent.endpoints.map((each) => ({
      title: each.endpoint,
      text: `Zone: ${each.zone ?? 'not stated'}; allowed sources: ${each.allowedSources.join(', ') || 'none stated'}; public: ${each.public === null ? 'not stated' : String(each.public)}.`,
      sources: [each.source],
    })),
  }),
});

function listening(context: ControlContext, threats: readonly string[]): readonly OpenRisk[] {
  const setting = itemsOf(context.inventory.cluster.settings).find((each) => each.name === 'listen_addresses');
  const every = (setting?.value ?? '').split(',').some((each) => ['*', '0.0.0.0', '::'].includes(each.trim()));
  if (!every) return [];
  const zones = context.bound.intent.deployments.flatMap((each) => each.zone ?? []);
  return [
    {
      what: `The server listens on every address of its host (listen_addresses = ${setting?.value ?? ''})`,
      reason: 'the documents name a zone, not the host’s own address in it, so that no value can be demanded',
      closedBy: `listen_addresses set to the host’s address in zone ${zones.join(', ') || 'of its deployment'}`,
      threats,
    },
  ];
}

function publicEndpoints(context: ControlContext, threats: readonly string[]): readonly OpenRisk[] {
  const accepted = context.bound.intent.decisions.filter((each) => each.status === 'accepted').map((each) => each.id);
  return context.bound.intent.endpoints
    .filter((each) => each.public === true && !accepted.some((id) => each.exception?.includes(id) ?? false))
    .map((each) => ({
      what: `${each.endpoint} is public`,
      reason: 'a public endpoint holds only with an accepted ADR, an allow-list and TLS',
      closedBy: 'private connectivity, or an accepted ADR that the exception names',
      threats,
    }));
}
