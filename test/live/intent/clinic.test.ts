// The clinic's documents on the clinic's database: everything binds, and exactly two questions stay open.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { invariant } from '../../../src/core/invariant.js';
import { bindIntent, readIntent, type BoundIntent, type DocumentFile } from '../../../src/intent/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { clinicSchema, serverOf, startSource, superuserOf } from '../proof/source.js';

const docs = join(import.meta.dirname, '../../../examples/clinic/docs');
const files: readonly DocumentFile[] = readdirSync(docs, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(docs, path), 'utf8') }));
const server = serverOf(18);

const OPEN = ['isolation-of-billing-payout-accounts', 'rotation-of-password-of-backup'];
/** Questions that cannot be put when the section is gone: a wider one takes their place. */
const DEPENDS = new Set([
  'Tenant Isolation Strategy:isolation-of-billing-payout-accounts',
  'Secrets & Key Management:rotation-of-password-of-backup',
]);
const SECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['Threat Model', ['threat-model']],
  ['Trust Boundary Map', []],
  ['Deployment', ['substrate']],
  ['Components', ['ownership-of-schemas']],
  ['Data Classification', ['data-classification']],
  ['Authorization Architecture', ['authorization-model']],
  ['Tenant Isolation Strategy', ['tenant-isolation-strategy']],
  ['Connection Model', ['kind-of-logins']],
  ['Data Protection Rules', []],
  ['Logging & Audit Architecture', ['audit-architecture']],
  ['Secrets & Key Management', ['credentials-of-logins', 'tls-material']],
  ['Trust Zones', ['sources-of-logins']],
  ['Network Exposure', []],
  ['Compliance Mapping', []],
];

function withoutSection(text: string, heading: string): string {
  const start = text.indexOf(`## ${heading}\n`);
  if (start < 0) return text;
  const end = text.indexOf('\n## ', start);
  return text.slice(0, start) + (end < 0 ? '' : text.slice(end + 1));
}

describe.skipIf(server === undefined)('the clinic', () => {
  let cluster: ScratchCluster | undefined;
  let inventory: Inventory;
  let bound: BoundIntent;

  beforeAll(async () => {
    invariant(server !== undefined, 'skipped without a server');
    cluster = await startSource(server, 'clinic', [clinicSchema()]);
    inventory = await collectInventory(superuserOf(cluster, 'clinic'), { databases: ['clinic'] });
    bound = bindIntent(readIntent(files).intent, inventory);
  });
  afterAll(() => cluster?.stop());

  const relation = (name: string) => bound.relations.find(({ object }) => object.path.join('.') === name);

  it('leaves exactly the two things open that its README names', () => {
    expect(bound.candidates.map(({ id }) => id)).toEqual([
      'isolation-of-billing-payout-accounts',
      'rotation-of-password-of-backup',
    ]);
    expect(bound.candidates.flatMap(({ blocks }) => blocks)).toMatchObject([
      { part: 'isolation', objects: [{ kind: 'table', path: ['billing', 'payout_accounts'] }] },
      { part: 'credentials', objects: [{ kind: 'role', path: ['backup'] }] },
    ]);
  });

  it('binds without a complaint', () => {
    expect(bound.diagnostics).toEqual([]);
  });

  it('isolates by key, by path and through partitions, and nothing that is shared', () => {
    expect(relation('patients.lab_results_p1')?.isolation?.tenantKey).toBe('tenant_id');
    expect(relation('patients.diagnoses')?.isolation).toMatchObject({
      tenantKey: null,
      parent: { columns: ['encounter_id'], parent: { path: ['patients', 'encounters'] }, parentColumns: ['id'] },
    });
    expect(relation('scheduling.appointment_notes')?.isolation?.parent?.columns).toEqual([
      'appointment_id',
      'appointment_starts_at',
    ]);
    for (const shared of [
      'billing.tariff_codes',
      'identity.permissions',
      'billing.payout_accounts',
      'patients.patient_directory',
    ]) {
      expect(relation(shared)?.isolation ?? null).toBeNull();
    }
    expect(relation('identity.tenants')?.isolation?.tenantKey).toBe('id');
  });

  it('gives a partition the class of its parent and a relation the strictest of its columns', () => {
    expect(relation('scheduling.appointments_2025')?.dataClass).toBe('regulated');
    expect(relation('billing.payments')?.dataClass).toBe('restricted');
    expect(relation('billing.tariff_codes')?.dataClass).toBe('public');
    const email = bound.columns.find(({ object }) => object.path.join('.') === 'identity.users.email');
    expect(email).toMatchObject({
      dataClass: 'restricted',
      pii: true,
      readableBy: expect.arrayContaining(['api']),
      protections: ['column-grant'],
    });
    expect(email?.sources.map(({ file }) => file)).toContain('database comment');
  });

  it('turns authorization rows into grants on real objects', () => {
    const worker = bound.grants.filter(({ actor, object }) => actor === 'worker' && object.path[0] === 'patients');
    expect(worker.map(({ object }) => object.path[2])).toEqual(['id', 'tenant_id', 'mrn', 'full_name', 'address']);
    const api = bound.grants.filter(({ actor, object }) => actor === 'api' && object.path[0] === 'patients');
    expect(api.find(({ object }) => object.path[1] === 'patient_directory')?.operations).toEqual(['select']);
    expect(api.some(({ object }) => object.path[1] === 'lab_results_p1')).toBe(false);
    expect(api.filter(({ object }) => object.kind === 'routine').map(({ object }) => object.path[1])).toEqual([
      'find_patient(text)',
    ]);
  });

  it.each(SECTIONS)('without "%s" asks exactly %j', (heading, questions) => {
    const cut = files.map(({ path, text }) => ({ path, text: withoutSection(text, heading) }));
    expect(cut).not.toEqual(files);
    const ids = bindIntent(readIntent(cut).intent, inventory).candidates.map(({ id }) => id);
    expect(ids).toEqual(
      [...new Set([...OPEN, ...questions])].filter((id) => !DEPENDS.has(`${heading}:${id}`)).toSorted(),
    );
  });

  it('knows the addresses of logins', () => {
    expect(bound.logins.find(({ connection }) => connection.login === 'clinic_app')).toMatchObject({
      exists: true,
      ranges: ['10.20.1.0/24'],
      databases: ['clinic'],
    });
    expect(bound.logins.find(({ connection }) => connection.login === 'postgres')).toMatchObject({
      local: true,
      ranges: [],
    });
  });
});
