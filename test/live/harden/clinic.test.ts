// What issue-worthy claims rest on: the clinic, made hard on the embedded server, attacked with and without
// every control. Red is the leak itself: the other tenant's canary, the plaintext session, the missing line.

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/proof/model.js';
import type { HardeningDocument } from '../../../src/report/index.js';
import { hardenClinic, type HardenedClinic } from './clinic.js';

let clinic: HardenedClinic;
let document: HardeningDocument;

beforeAll(async () => {
  clinic = await hardenClinic({ major: 18 });
  document = clinic.outcome.document;
});

afterAll(() => clinic.remove());

function evidenceOf(control: string, kind: Evidence['attack']['kind']): readonly Evidence[] {
  return document.evidence.filter((row) => row.control === control && row.attack.kind === kind);
}

describe('the clinic on the embedded server', () => {
  it('waits for exactly what its documents leave unstated', () => {
    expect(clinic.outcome.exit).toBe(3);
    expect(document.candidates.map((candidate) => candidate.id)).toEqual([
      'isolation-of-clinic-billing-payout-accounts',
      'rotation-of-password-of-backup',
    ]);
  });

  it('is attacked at least 150 times, at least once for every control, each removed alone once', () => {
    expect(document.evidence.length).toBeGreaterThanOrEqual(150);
    for (const control of document.controls) {
      const rows = document.evidence.filter((row) => row.control === control.id);
      expect(rows.length, control.id).toBeGreaterThan(0);
      expect(
        rows.some((row) => row.withoutControl.outcome !== 'not-run'),
        control.id,
      ).toBe(true);
    }
  });

  it('holds everywhere, and leaks everywhere without the control', () => {
    const wrong = document.evidence.filter((row) => row.status === 'broken' || row.status === 'vacuous');
    expect(wrong.map((row) => `${row.control} ${row.attack.id} ${row.status}`)).toEqual([]);
    for (const row of document.evidence.filter(({ status }) => status === 'not-run')) expect(row.reason).not.toBe(null);
  });

  it('converges, and undo brings the first state back', () => {
    expect(document.proof.secondPlanSteps).toBe(0);
    expect(document.proof.undoDifferences).toEqual([]);
  });

  it('denies a restricted column; without the grants the canary is read', () => {
    const rows = evidenceOf('columns/column-grants', 'read-column');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.observed).toMatchObject({ outcome: 'refused', sqlstate: '42501' });
      expect(row.withoutControl.outcome).toBe('leaked');
    }
  });

  it('lets nobody make anything with types and languages; without the control it is made', () => {
    const rows = evidenceOf('roles/public-revoked', 'use-privilege').filter(
      ({ attack }) => attack.kind === 'use-privilege' && ['type', 'language'].includes(attack.object.kind),
    );
    expect(new Set(rows.map(({ attack }) => attack.kind === 'use-privilege' && attack.object.kind)).size).toBe(2);
    const later = evidenceOf('roles/default-privileges', 'new-object').filter(
      ({ attack }) => attack.kind === 'new-object' && attack.objectKind === 'type',
    );
    expect(later.length).toBeGreaterThan(0);
    for (const row of [...rows, ...later]) {
      expect(row.observed).toMatchObject({ outcome: 'refused', sqlstate: '42501' });
      expect(row.withoutControl.outcome).toBe('changed');
    }
  });

  it('gives zero rows of another tenant; without row-level security his canary', () => {
    const reads = evidenceOf('isolation/row-level-security', 'tenant').filter(
      ({ attack }) => attack.kind === 'tenant' && attack.action === 'read' && attack.session === 'other-tenant',
    );
    expect(reads.length).toBeGreaterThan(0);
    for (const row of reads) {
      expect(row.observed).toMatchObject({ outcome: 'no-rows', rows: 0 });
      expect(row.withoutControl.outcome).toBe('leaked');
    }
  });

  it('refuses a plaintext connection; without the rule the session is there', () => {
    const rows = evidenceOf('connection/tls-required', 'connect');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.observed).toMatchObject({ outcome: 'refused', sqlstate: '28000' });
      expect(row.withoutControl.outcome).toBe('connected');
    }
  });

  it('leaves the audited events in the sink; without the settings the line is missing', () => {
    const rows = document.evidence.filter((row) => row.attack.kind === 'audit');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect([row.observed.outcome, row.withoutControl.outcome]).toEqual(['logged', 'not-logged']);
  });

  it('names a stated threat for every control', () => {
    const threats = new Set(document.threats.map((threat) => threat.id));
    for (const control of document.controls) {
      expect(control.threats.length, control.id).toBeGreaterThan(0);
      for (const id of control.threats) expect(threats).toContain(id);
    }
  });

  it('answers the eleven quality checks', () => {
    expect(document.quality).toHaveLength(11);
    for (const answer of document.quality) {
      expect(answer.because.length + answer.evidence.length, answer.id).toBeGreaterThan(0);
    }
  });

  it('writes every file of the contract', async () => {
    const files = [
      'security-hardening.md',
      'report.html',
      'findings.sarif',
      'inventory.json',
      'plan.json',
      'evidence.json',
      'sql/roles-and-grants.sql',
      'sql/row-level-security.sql',
      'sql/columns.sql',
      'sql/undo.sql',
      'config/pg_hba.conf',
      'config/settings.conf',
      ...['0001-isolation-of-clinic-billing-payout-accounts', '0002-rotation-of-password-of-backup'].map(
        (name) => `adr-candidates/${name}.md`,
      ),
    ];
    for (const file of files) await expect(access(join(clinic.out, file)), file).resolves.toBeUndefined();
  });
});
