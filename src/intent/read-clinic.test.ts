import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readIntent } from './read-intent.js';

const root = join(import.meta.dirname, '../../examples/clinic/docs');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

it('reads the documents of the clinic completely', () => {
  const { intent, diagnostics } = readIntent(files);
  expect(diagnostics).toEqual([]);
  expect(intent.product).toBe('clinic');
  expect(intent.threats).toHaveLength(21);
  expect(intent.threats.every((threat) => threat.kind !== null && threat.severity !== null)).toBe(true);
  expect(intent.boundaries.map((boundary) => boundary.id)).toEqual(['B-01', 'B-02', 'B-03', 'B-04', 'B-05', 'B-06']);
  expect(intent.deployments).toMatchObject([
    { cluster: 'clinic-prod', substrate: 'self-managed', version: 18, hostAccess: 'files' },
  ]);
  expect(intent.components.map((component) => component.owns.map((each) => each.text))).toEqual([
    ['identity'],
    ['patients'],
    ['scheduling'],
    ['billing'],
  ]);
  expect(intent.classifications.every((row) => row.dataClass !== null && row.locations.length > 0)).toBe(true);
  expect(intent.isolation.every((row) => row.carrier?.kind === 'setting' && row.tenantKey !== null)).toBe(true);
  expect(intent.connections.find((row) => row.login === 'clinic_root')).toMatchObject({
    kind: 'retired',
    actor: null,
    sources: [],
  });
  expect(
    intent.credentials.filter((row) => row.owner === null || row.rotationDays === null).map((row) => row.logins),
  ).toEqual([['backup']]);
  expect(intent.auditEvents.every((row) => row.eventClass !== null)).toBe(true);
  expect(intent.zones.flatMap((zone) => zone.ranges)).toHaveLength(7);
});

it('cites the cell, not the row', () => {
  const { intent } = readIntent(files);
  const [isolation] = intent.isolation;
  const source = isolation?.scope[0]?.source;
  const line = files.find((file) => file.path === source?.file)?.text.split('\n')[(source?.line ?? 0) - 1];
  expect(line?.slice((source?.column ?? 1) - 1)).toMatch(/^identity\.tenants`/u);
});
