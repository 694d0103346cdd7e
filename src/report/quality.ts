// The specification's eleven quality checks, each answered with evidence or an open risk.

export const QUALITY_CHECKS = [
  {
    id: 'sourced',
    text: 'Threat model, authorization model, tenant-isolation requirement and data classification are sourced from the documents, or an ADR candidate is raised',
  },
  {
    id: 'roles',
    text: 'No role has unjustified SUPERUSER, ALL or ownership; PUBLIC is revoked unless justified; application roles are not table owners',
  },
  {
    id: 'isolation',
    text: 'Tier-0 and regulated multi-tenant data is isolated with FORCE ROW LEVEL SECURITY, the carrier of tenant identity stated and bypass risks named',
  },
  {
    id: 'columns',
    text: 'Restricted and PII columns are protected with column grants and/or encryption; application-only enforcement is not relied on for tier 0',
  },
  {
    id: 'connection',
    text: 'TLS is enforced (server, and verify-full expected of clients), scram-sha-256 is used, pg_hba.conf is default-deny without trust or md5',
  },
  {
    id: 'audit',
    text: 'pgaudit or native audit covers the threat model’s event classes with routing, retention and tamper evidence; high-volume low-value events are excluded',
  },
  {
    id: 'rotation',
    text: 'Credential rotation has an owner and a cadence; no static long-lived superuser in application configuration; restore and bootstrap embed no unrotated secret',
  },
  {
    id: 'exposure',
    text: 'Network exposure is reviewed; any public endpoint is justified, allowlisted and TLS-enforced; the trust zone is consumed, not redesigned',
  },
  {
    id: 'coverage',
    text: 'A threat → control coverage matrix exists; unmapped controls are listed as removable, unmitigated threats as gaps',
  },
  {
    id: 'tested',
    text: 'Enforcement is tested (restricted-column denial, cross-tenant zero rows, non-TLS refusal, audit-event presence), or each unverified control is an open risk',
  },
  { id: 'handoff', text: 'Schema-owned DDL is handed off to postgres-schema-and-migration, not silently applied' },
] as const;

export type QualityId = (typeof QUALITY_CHECKS)[number]['id'];

export interface QualityAnswer {
  readonly id: QualityId;
  readonly text: string;
  readonly verdict: 'met' | 'open-risk' | 'gap';
  /** Sentences that point at evidence (`control · attack`), plan steps, candidates or risks. */
  readonly because: readonly string[];
  /** Evidence pointers as `control/attack-id`. */
  readonly evidence: readonly string[];
}
