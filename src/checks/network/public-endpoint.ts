// Endpoints that the documents state as public, without an exception that names an accepted ADR.
// https://www.postgresql.org/docs/current/runtime-config-connection.html

import { namesAccepted } from '../../intent/decisions.js';
import { objectRef } from '../../pg/object.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'network/public-endpoint',
  title: 'A public endpoint has no accepted exception',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html'],
  needs: [],
  doc: {
    what: 'Endpoints that the documents state as public, without an exception that names an accepted ADR.',
    why: 'Everybody can try passwords and server bugs from anywhere.',
    fix: 'Close the endpoint, or have the exception accepted with its allowed sources and TLS.',
  },
  examples: [
    {
      title: 'public without a reason',
      sql: `SELECT 1`,
      expect: ['server:db.example.org'],
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| db.example.org | edge | all | yes | |
| db.internal | app | app | no | |
`,
    },
    {
      title: 'accepted',
      sql: `SELECT 1`,
      expect: [],
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| db.example.org | edge | 203.0.113.0/24 | yes | ADR-7 partner feed |
`,
      decision: `---
id: ADR-7
title: Partner feed
status: accepted
---
`,
    },
    {
      title: 'an exception that nobody accepted',
      sql: `SELECT 1`,
      expect: ['server:db.example.org'],
      documents: `## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| db.example.org | edge | 203.0.113.0/24 | yes | ADR-7 partner feed |
`,
      decision: `---
id: ADR-7
title: Partner feed
status: proposed
---
`,
    },
  ],
  check: ({ bound }) => {
    const { endpoints = [], decisions = [] } = bound?.intent ?? {};
    return endpoints
      .filter((endpoint) => endpoint.public === true && !namesAccepted(endpoint.exception ?? '', decisions))
      .map(({ endpoint, exception }) => ({
        subject: objectRef('server', [endpoint]),
        detail: `${endpoint} is stated as public; ${exception === null ? 'no exception is stated' : 'its exception names no accepted ADR'}.`,
      }));
  },
});
