// The half of the architecture that does not depend on the tables: threats, boundaries, deployment, logins,
// audit, secrets and network, with addresses reserved for documentation.

import type { Description } from './description.js';
import { span, spans, type Section } from './markdown.js';
import { THREATS } from './threats.js';

export interface PlatformFacts {
  readonly description: Description;
  readonly database: string;
  /** [schema, table] whose reads are recorded. */
  readonly audited: readonly (readonly string[])[];
  readonly tlsFolder: string;
}

export function platformSections(facts: PlatformFacts): readonly Section[] {
  return [
    threats(facts),
    boundaries(),
    deployment(facts),
    connections(facts),
    audit(facts),
    secrets(facts),
    zones(),
    network(),
  ];
}

function threats({ description }: PlatformFacts): Section {
  const component = description.components[0]?.component ?? 'application';
  return {
    heading: 'Threat Model',
    prose: 'Severity is what is seen before any control.',
    columns: ['ID', 'Threat', 'Category (STRIDE)', 'Kind', 'Boundary', 'Component', 'Severity', 'Residual risk'],
    rows: THREATS.map(([id, kind, boundary, severity, title]) => [
      id,
      title,
      'Elevation of privilege',
      kind,
      boundary,
      component,
      severity,
      'what a legitimate session may do',
    ]),
  };
}

function boundaries(): Section {
  return {
    heading: 'Trust Boundary Map',
    prose: 'Every session crosses one of these.',
    columns: ['Boundary', 'From', 'To', 'Authentication', 'Authorization', 'Encryption', 'Audit'],
    rows: [
      ['B-01', 'services', 'the cluster', 'SCRAM-SHA-256', 'roles and row-level security', 'TLS 1.3', 'audit sink'],
      [
        'B-02',
        'operations',
        'the cluster',
        'SCRAM-SHA-256',
        'migration and break-glass roles',
        'TLS 1.3',
        'audit sink',
      ],
      ['B-03', 'any other network', 'the cluster', 'none: refused', 'none: refused', 'none: refused', 'failures'],
    ],
  };
}

function deployment({ tlsFolder }: PlatformFacts): Section {
  return {
    heading: 'Deployment',
    prose:
      `Our own machines with encrypted volumes: certificate ${file(tlsFolder, 'server.crt')}, private key ${file(tlsFolder, 'server.key')}, ` +
      `certificate authority ${file(tlsFolder, 'ca.crt')}. Clients verify them in full (\`sslmode=verify-full\`).`,
    columns: ['Cluster', 'Substrate', 'Version', 'Host access', 'Zone'],
    rows: [['`corpus-main`', 'self-managed', '', 'files', 'data']],
  };
}

function connections({ description, database }: PlatformFacts): Section {
  const rows = description.actors.map(({ login, actor, kind }) => [
    span(login),
    actor,
    kind,
    span(database),
    kind === 'service' ? 'app' : 'ops',
    'none',
    'scram-sha-256',
  ]);
  return {
    heading: 'Connection Model',
    prose: 'The bootstrap superuser has no password and is reached on the host only.',
    columns: ['Login', 'Actor', 'Kind', 'Database', 'Source', 'Pooler', 'Authentication'],
    rows: [...rows, [span('postgres'), 'none', 'break-glass', '`all`', 'local', 'none', 'peer']],
  };
}

function audit({ database, audited }: PlatformFacts): Section {
  const sink = ['`syslog` to `audit.internal.example`', '400 days', 'hash chain, write-once storage'];
  const reads = audited.length === 0 ? [] : [['Privileged reads', spans(audited), 'T-05, T-17', ...sink]];
  return {
    heading: 'Logging & Audit Architecture',
    prose: 'We record what the threats name and nothing else.',
    columns: ['Event', 'Scope', 'Threat', 'Sink', 'Retention', 'Tamper evidence'],
    rows: [
      ['DDL', span(database), 'T-04, T-07', ...sink],
      ['Role and grant changes', '`corpus-main`', 'T-02, T-03', ...sink],
      ...reads,
      ['Failed authentication', '`corpus-main`', 'T-12, T-13', ...sink],
      ['Privileged access', span('postgres'), 'T-03, T-16, T-17', ...sink],
    ],
  };
}

function secrets({ description, tlsFolder }: PlatformFacts): Section {
  const passwords = description.actors.map(({ login }) => [
    `password of ${span(login)}`,
    'application',
    `\`vault:corpus/${login}\``,
    'team-platform',
    '30 days',
    'vault',
    'no',
  ]);
  return {
    heading: 'Secrets & Key Management',
    prose: 'Secrets live in the vault and reach a process at its start.',
    columns: ['Credential', 'Used by', 'Store', 'Owner', 'Rotation', 'Issuance', 'Break-glass'],
    rows: [
      ...passwords,
      [
        `bootstrap superuser ${span('postgres')}`,
        'bootstrap',
        'none: peer authentication',
        'team-platform',
        '90 days',
        'host access',
        'yes',
      ],
      [
        'TLS server certificate',
        'cluster',
        file(tlsFolder, 'server.crt'),
        'team-platform',
        '60 days',
        'internal authority',
        'no',
      ],
      [
        'TLS private key',
        'cluster',
        file(tlsFolder, 'server.key'),
        'team-platform',
        '60 days',
        'generated on the host',
        'no',
      ],
      [
        'TLS certificate authority',
        'clients and cluster',
        file(tlsFolder, 'ca.crt'),
        'team-platform',
        '90 days',
        'reviewed',
        'no',
      ],
    ],
  };
}

function file(folder: string, name: string): string {
  return `\`${folder}/${name}\``;
}

function zones(): Section {
  const source = ['`infrastructure-platform/trust-zones.md`', 'team-platform'];
  return {
    heading: 'Trust Zones',
    prose: "Taken over from the platform team's document.",
    columns: ['Zone', 'Ranges', 'Source document', 'Owner'],
    rows: [
      ['app', '`10.30.1.0/24`', ...source],
      ['ops', '`10.30.2.0/28`', ...source],
      ['data', '`10.30.3.0/24`', ...source],
    ],
  };
}

function network(): Section {
  return {
    heading: 'Network Exposure',
    prose: 'Private connectivity only.',
    columns: ['Endpoint', 'Zone', 'Allowed sources', 'Public', 'Exception'],
    rows: [[span('corpus-main.internal.example:5432').replaceAll('"', ''), 'data', 'app, ops', 'no', 'none']],
  };
}
