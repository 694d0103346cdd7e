// Endpoints that the documents state as public, without an exception.
// https://www.postgresql.org/docs/current/runtime-config-connection.html

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
    what: 'Endpoints that the documents state as public, without an exception.',
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
    },
  ],
  check: ({ bound }) =>
    (bound?.intent.endpoints ?? [])
      .filter((endpoint) => endpoint.public === true && endpoint.exception === null)
      .map((endpoint) => ({
        subject: objectRef('server', [endpoint.endpoint]),
        detail: `${endpoint.endpoint} is stated as public; no exception is stated.`,
      })),
});
