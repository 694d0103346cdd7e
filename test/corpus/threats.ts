// One threat of every kind that the program knows, as the architecture of the corpus states them: [id, kind,
// boundary, severity, title].

import type { ThreatKind } from '../../src/pg/threat-kind.js';

export const THREATS: readonly (readonly [string, ThreatKind, string, string, string])[] = [
  ['T-01', 'tenant-crossing', 'B-01', 'critical', 'A query without its filter reads or changes rows of another tenant'],
  ['T-02', 'excess-privilege', 'B-01', 'high', 'A login holds privileges that its work never needs'],
  ['T-03', 'privilege-escalation', 'B-02', 'critical', 'A role makes itself a more powerful one'],
  ['T-04', 'owner-bypass', 'B-01', 'critical', 'The application owns its tables and walks past their protection'],
  ['T-05', 'restricted-data-disclosure', 'B-01', 'critical', 'Somebody reads personal data that is not meant for him'],
  ['T-06', 'cross-component-write', 'B-01', 'high', 'A component writes the tables of another'],
  ['T-07', 'search-path-hijack', 'B-01', 'high', 'A planted object is found first by a privileged function'],
  ['T-08', 'injection-blast-radius', 'B-01', 'critical', 'Injected SQL runs with everything that the login may do'],
  ['T-09', 'eavesdropping', 'B-01', 'high', 'Somebody on the path reads data in transit'],
  ['T-10', 'server-impersonation', 'B-01', 'high', 'An impostor answers in place of the cluster'],
  ['T-11', 'credential-theft', 'B-01', 'critical', 'A stolen password is used for months'],
  ['T-12', 'credential-guessing', 'B-03', 'medium', 'Passwords are guessed over the network'],
  ['T-13', 'unauthorised-network-access', 'B-03', 'high', 'A host outside the zones opens a session'],
  ['T-14', 'media-theft', 'B-02', 'high', 'A disk or backup medium is stolen'],
  ['T-15', 'repudiation', 'B-02', 'high', 'Somebody denies having changed a record'],
  ['T-16', 'audit-evasion', 'B-02', 'high', 'The audit trail is switched off to hide an access'],
  ['T-17', 'insider-administrator', 'B-02', 'high', 'An administrator misuses a legitimate access'],
  ['T-18', 'host-code-execution', 'B-02', 'critical', 'A session runs a program on the server'],
  ['T-19', 'replication-exfiltration', 'B-02', 'critical', 'The cluster is streamed away'],
  ['T-20', 'secret-in-bootstrap', 'B-02', 'critical', 'A restore brings back a built-in password'],
];
