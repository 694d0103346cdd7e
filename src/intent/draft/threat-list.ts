// The threats of STRIDE that a draft may hold, each with what must be there to give it a place: a
// threat is drafted only when something in the inventory does.

import { itemsOf } from '../../inventory/index.js';
import type { ThreatKind } from '../../pg/threat-kind.js';
import { loginKind } from './connections.js';
import type { Evidence } from './evidence.js';
import {
  always,
  definers,
  network,
  openToAll,
  ownedByLogins,
  passwords,
  personal,
  replicates,
  superusers,
} from './threat-evidence.js';

export interface Drafted {
  readonly kind: ThreatKind;
  readonly title: string;
  readonly category: string;
  readonly boundary: string;
  readonly severity: 'medium' | 'high' | 'critical';
  readonly there: (evidence: Evidence) => boolean;
}

const S = 'Spoofing';
const T = 'Tampering';
const R = 'Repudiation';
const I = 'Information disclosure';
const E = 'Elevation of privilege';

export const THREATS: readonly Drafted[] = [
  {
    kind: 'tenant-crossing',
    title: 'A session of one tenant reads or changes rows of another',
    category: I,
    boundary: 'B-01',
    severity: 'critical',
    there: ({ tenants }) => tenants.length > 0,
  },
  {
    kind: 'restricted-data-disclosure',
    title: 'Sensitive columns are read by people and programs that do not need them',
    category: I,
    boundary: 'B-01',
    severity: 'high',
    there: personal,
  },
  {
    kind: 'excess-privilege',
    title: 'A login holds privileges that its work never needs',
    category: E,
    boundary: 'B-01',
    severity: 'high',
    there: always,
  },
  {
    kind: 'owner-bypass',
    title: 'A login owns tables and so walks past their protection',
    category: E,
    boundary: 'B-01',
    severity: 'high',
    there: ownedByLogins,
  },
  {
    kind: 'cross-component-write',
    title: 'One component writes the tables of another',
    category: T,
    boundary: 'B-01',
    severity: 'medium',
    there: ({ schemas }) => schemas.length > 1,
  },
  {
    kind: 'injection-blast-radius',
    title: 'Injected SQL runs with everything that a service login may do',
    category: T,
    boundary: 'B-01',
    severity: 'high',
    there: ({ logins }) => logins.some((role) => loginKind(role) === 'service'),
  },
  {
    kind: 'search-path-hijack',
    title: 'A planted object is found first by a privileged function',
    category: E,
    boundary: 'B-01',
    severity: 'high',
    there: definers,
  },
  {
    kind: 'eavesdropping',
    title: 'Somebody on the path reads data in transit',
    category: I,
    boundary: 'B-01',
    severity: 'high',
    there: network,
  },
  {
    kind: 'server-impersonation',
    title: 'An impostor answers in place of the cluster',
    category: S,
    boundary: 'B-01',
    severity: 'medium',
    there: network,
  },
  {
    kind: 'credential-theft',
    title: 'A database password is stolen and used',
    category: S,
    boundary: 'B-01',
    severity: 'high',
    there: passwords,
  },
  {
    kind: 'credential-guessing',
    title: 'Passwords of logins are guessed over the network',
    category: S,
    boundary: 'B-04',
    severity: 'medium',
    there: (evidence) => passwords(evidence) && network(evidence),
  },
  {
    kind: 'unauthorised-network-access',
    title: 'A host outside the intended networks opens a session',
    category: S,
    boundary: 'B-04',
    severity: 'high',
    there: openToAll,
  },
  {
    kind: 'privilege-escalation',
    title: 'A role turns role management into a more powerful role',
    category: E,
    boundary: 'B-02',
    severity: 'high',
    there: ({ inventory }) => itemsOf(inventory.cluster.roles).some((role) => role.createRole && !role.superuser),
  },
  {
    kind: 'insider-administrator',
    title: 'An administrator misuses legitimate access',
    category: I,
    boundary: 'B-02',
    severity: 'high',
    there: superusers,
  },
  {
    kind: 'host-code-execution',
    title: 'A session runs a program or reads files on the host',
    category: E,
    boundary: 'B-02',
    severity: 'critical',
    there: superusers,
  },
  {
    kind: 'repudiation',
    title: 'Somebody denies having read or changed data',
    category: R,
    boundary: 'B-02',
    severity: 'medium',
    there: always,
  },
  {
    kind: 'audit-evasion',
    title: 'Somebody switches off or edits the audit trail',
    category: R,
    boundary: 'B-02',
    severity: 'medium',
    there: always,
  },
  {
    kind: 'replication-exfiltration',
    title: 'The whole cluster is streamed away through replication',
    category: I,
    boundary: 'B-03',
    severity: 'critical',
    there: replicates,
  },
  {
    kind: 'media-theft',
    title: 'A disk or a backup with sensitive columns is stolen',
    category: I,
    boundary: 'B-02',
    severity: 'high',
    there: personal,
  },
];
