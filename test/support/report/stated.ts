// What the fixture's documents state.

import type { Source } from '../../../src/core/source.js';
import type { HardeningDocument } from '../../../src/report/document.js';
import type { Untrusted } from './untrusted.js';

export function stated(u: Untrusted, source: Source): HardeningDocument['stated'] {
  const location = { text: u('patients.patients'), parts: ['patients', u('patients')], wildcard: false, source };
  return {
    credentials: [
      {
        credential: u('password of backup'),
        logins: [u('backup')],
        usedBy: [u('backup')],
        store: u('vault'),
        owner: null,
        rotation: null,
        rotationDays: null,
        issuance: null,
        breakGlass: null,
        source,
      },
    ],
    zones: [{ zone: u('app'), ranges: ['10.20.0.0/16'], document: u('platform.md'), owner: u('platform'), source }],
    endpoints: [
      {
        endpoint: u('db.example:5432'),
        zone: u('data'),
        allowedSources: [u('app')],
        public: false,
        exception: null,
        source,
      },
    ],
    auditEvents: [
      {
        event: u('DDL'),
        eventClass: 'ddl',
        scope: [location],
        threats: [u('T-01')],
        sink: u('syslog'),
        retention: u('400 days'),
        tamperEvidence: null,
        source,
      },
    ],
    compliance: [
      { regime: u('GDPR'), control: u('Art. 32'), coveredBy: u('policies'), gap: null, owner: u('dpo'), source },
    ],
    components: [{ name: u('patients'), tier: 0, owns: [location], connectsAs: [u('clinic_app')], source }],
    connections: [
      {
        login: u('clinic_app'),
        actor: u('api'),
        kind: 'service',
        databases: [u('clinic')],
        sources: [u('app')],
        pooler: 'transaction',
        authentication: 'scram-sha-256',
        externalIdentities: [],
        source,
      },
    ],
    deployments: [
      {
        cluster: u('clinic-prod'),
        substrate: 'self-managed',
        version: 18,
        hostAccess: 'files',
        zone: u('data'),
        source,
      },
    ],
    isolation: [
      {
        scope: [location],
        tenantKey: u('tenant_id'),
        carrier: { kind: 'setting', setting: u('app.tenant_id') },
        shared: false,
        tier: 0,
        failureMode: u('no rows'),
        detection: u('alarm'),
        source,
      },
    ],
    classifications: [
      { dataset: u('Patients'), locations: [location], dataClass: 'regulated', pii: true, handling: null, source },
    ],
    protections: [
      {
        locations: [location],
        protections: ['column-grant', 'pgcrypto'],
        keyCustody: u('vault'),
        readableBy: [u('api')],
        source,
      },
    ],
    authorizations: [{ actor: u('api'), resources: [location], operations: ['select'], condition: null, source }],
    omitted: [{ section: u('Network'), reason: u('see platform'), source }],
  };
}
