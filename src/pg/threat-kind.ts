// The closed list of threat kinds that documents, checks, controls and attacks share (DESIGN §4).

export const THREAT_KINDS = [
  'tenant-crossing',
  'excess-privilege',
  'privilege-escalation',
  'owner-bypass',
  'restricted-data-disclosure',
  'cross-component-write',
  'search-path-hijack',
  'injection-blast-radius',
  'eavesdropping',
  'server-impersonation',
  'credential-theft',
  'credential-guessing',
  'unauthorised-network-access',
  'media-theft',
  'repudiation',
  'audit-evasion',
  'insider-administrator',
  'host-code-execution',
  'replication-exfiltration',
  'secret-in-bootstrap',
] as const;
export type ThreatKind = (typeof THREAT_KINDS)[number];

export function isThreatKind(word: string): word is ThreatKind {
  return THREAT_KINDS.some((kind) => kind === word);
}
