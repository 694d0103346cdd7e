// The endpoints of the documents. Who reaches them is the network's to enforce (security groups, authorised
// networks): stated here, never redesigned.

import { nothing } from '../build.js';
import { defineControl, type ControlDefinition, type ControlOutcome } from '../model.js';
import { publicEndpoints } from './public-endpoint.js';

export const control: ControlDefinition = defineControl({
  id: 'exposure/endpoints',
  area: 'exposure',
  title: 'Endpoints',
  counters: ['unauthorised-network-access'],
  design: (context, threats): ControlOutcome => ({
    ...nothing,
    openRisks: publicEndpoints(context, threats),
    notes: context.bound.intent.endpoints.map((each) => ({
      title: each.endpoint,
      text: `Zone: ${each.zone ?? 'not stated'}; allowed sources: ${each.allowedSources.join(', ') || 'none stated'}; public: ${each.public === null ? 'not stated' : String(each.public)}.`,
      sources: [each.source],
    })),
  }),
});
