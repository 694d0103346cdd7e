// A report document by hand, small but with something in every section. `untrusted` is applied to every
// text that comes from a catalog or a document, so that a test can make all of them hostile at once.

import type { Source } from '../../../src/core/source.js';
import { objectRef } from '../../../src/pg/object.js';
import { QUALITY_CHECKS } from '../../../src/report/quality.js';
import { REPORT_FORMAT, type HardeningDocument } from '../../../src/report/document.js';
import { fixtureControls } from './controls.js';
import { evidenceFor, finding, steps } from './proof.js';
import { stated } from './stated.js';
import type { Untrusted } from './untrusted.js';

export function hardeningDocument(untrusted: Untrusted = (text) => text): HardeningDocument {
  const u = untrusted;
  const source: Source = { file: u('docs/security-architecture.md'), line: 12, column: 3 };
  const controls = fixtureControls(u, source);
  const evidence = controls.flatMap((control) => evidenceFor(control, u));
  return {
    formatVersion: REPORT_FORMAT,
    run: {
      product: u('clinic'),
      at: '2026-11-23T08:00:00Z',
      tool: 'pgrampart 0.1.0',
      source: { kind: 'live', describe: u('postgresql://db.example/clinic'), major: 18 },
      documents: [{ file: u('docs/security-architecture.md'), sha256: 'a'.repeat(64), status: u('approved') }],
      inventorySha256: 'b'.repeat(64),
      unreadable: [{ section: 'hbaRules', reason: u('permission denied') }],
      counts: [{ what: 'tables', count: 27 }],
      files: ['security-hardening.md', u('sql/roles.sql')],
    },
    posture: 'unverified',
    postureReasons: [u('Control audit/events has no evidence.')],
    threats: [
      {
        id: u('T-01'),
        title: u('A user of one clinic reads the record of another'),
        category: null,
        kind: 'tenant-crossing',
        boundary: u('B-02'),
        component: u('patients'),
        severity: 'critical',
        residual: u('A defect that sets the wrong tenant'),
        source,
      },
    ],
    boundaries: [
      {
        id: u('B-02'),
        name: u('API to cluster'),
        from: null,
        to: null,
        authentication: null,
        authorization: null,
        encryption: null,
        audit: null,
        source,
      },
    ],
    coverage: [
      {
        subject: { kind: 'threat', id: u('T-01') },
        title: u('A user of one clinic reads the record of another'),
        controls: controls.slice(0, 1).map(({ id, enforcedAt, residual }) => ({ id, enforcedAt, residual })),
        status: 'covered',
        reason: null,
      },
      {
        subject: { kind: 'threat', id: u('T-19') },
        title: u('A disk is stolen'),
        controls: [],
        status: 'gap',
        reason: u('no engine can'),
      },
    ],
    removable: [
      {
        what: u('policy old on patients.documents'),
        statement: u('DROP POLICY old'),
        reason: u('no threat asks for it'),
      },
    ],
    findings: [finding(u, 'critical'), finding(u, 'medium')],
    notAssessed: [{ check: 'hba/trust', reason: u('pg_hba.conf was not readable'), partly: false }],
    controls,
    openRisks: [
      {
        what: u('media theft'),
        reason: u('TDE cannot be shown'),
        closedBy: u('ask the platform'),
        threats: [u('T-19')],
      },
    ],
    notes: [{ area: 'connection', title: u('Pooler'), text: u('transaction mode'), sources: [source] }],
    blocked: [
      {
        demand: u('isolation of payout_accounts'),
        reason: u('not stated'),
        whoCan: u('security'),
        candidate: 'isolation-of-payout-accounts',
        threats: [u('T-01')],
      },
    ],
    candidates: [
      {
        id: 'isolation-of-payout-accounts',
        topic: 'isolation',
        title: u('Isolation of billing.payout_accounts'),
        question: u('Is it isolated, and by which key?'),
        evidence: [u('it has a column clinic_id')],
        options: [{ title: u('isolate'), security: u('closes it'), operations: u('none'), performance: u('an index') }],
        recommendation: u('isolate'),
        blocks: [
          {
            part: 'isolation',
            objects: [objectRef('table', ['billing', u('payout_accounts')])],
            what: u('its policies'),
          },
        ],
        sources: [source],
      },
    ],
    plan: {
      formatVersion: '1.0',
      fingerprint: 'c'.repeat(64),
      steps: steps(u, source),
      blocked: [{ demand: u('ssl'), reason: u('no key'), whoCan: u('platform') }],
      gates: [
        {
          phase: 'gate',
          object: objectRef('table', ['billing', u('invoices')]),
          needs: u('begin with the tenant'),
          steps: ['row-security-1'],
        },
      ],
    },
    proof: {
      ran: true,
      remarks: [u('no pgaudit here')],
      servers: [{ purpose: 'clone', major: 18, origin: 'embedded', version: u('18.4') }],
      clones: [
        {
          database: u('clinic'),
          relations: 27,
          cloned: 26,
          notCloned: [{ object: u('patients.x'), reason: u('foreign') }],
          heldBack: [],
        },
      ],
      notSeeded: [{ object: u('billing.y'), reason: u('check constraint') }],
      secondPlanSteps: 0,
      undoRestored: true,
      undoDifferences: [],
      milliseconds: 1,
    },
    evidence,
    stated: stated(u, source),
    auditNoise: {
      untold: null,
      basis: { since: '2026-11-21T12:00:00Z', takenAt: '2026-11-23T12:00:00Z', recordBytes: 200 },
      recorded: [
        {
          control: controls[0]?.id ?? null,
          what: u('every statement of break_glass'),
          figures: {
            recordsPerDay: 12_345,
            bytesPerDay: 3_000_000,
            busiest: { role: u('api'), database: u('clinic'), recordsPerDay: 12_000 },
          },
          note: null,
        },
      ],
      excluded: [{ control: null, what: 'reads (READ)', figures: null, note: u('not counted') }],
      remarks: [u('3 calls are hidden from the reading role.')],
    },
    quality: QUALITY_CHECKS.map(({ id, text }) => ({
      id,
      text,
      verdict: 'open-risk' as const,
      because: [u('because of it')],
      evidence: evidence.slice(0, 1).map((row) => `${row.control}/${row.attack.id}`),
    })),
    diagnostics: [
      {
        code: 'unknown-column',
        severity: 'warning',
        what: u('unknown column'),
        why: u('it is ignored'),
        fix: u('rename it'),
        source,
      },
    ],
  };
}
