import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { objectRef, PUBLIC, roleGrantee } from '../pg/index.js';
import type { Fact } from '../demand/model.js';
import { artifactsOf, decodePlan, encodePlan, planJsonSchema, planOf } from './index.js';

const HOSTILE = 'x\n; DROP TABLE y; --';

const facts: readonly Fact[] = [
  { kind: 'role', role: HOSTILE, attributes: {} },
  { kind: 'setting', name: 'ssl', value: 'on' },
  {
    kind: 'privilege',
    object: objectRef('table', ['app', 'docs'], 'app'),
    grantee: roleGrantee(HOSTILE),
    privilege: 'SELECT',
    present: true,
    grantable: false,
  },
  {
    kind: 'privilege',
    object: objectRef('database', ['app']),
    grantee: PUBLIC,
    privilege: 'CONNECT',
    present: false,
    grantable: false,
  },
  { kind: 'row-security', relation: objectRef('table', ['app', 'docs'], 'app'), enabled: true, forced: true },
  {
    kind: 'hba-admit',
    transport: 'local',
    database: { kind: 'all' },
    role: 'postgres',
    range: null,
    method: 'peer',
    options: [],
  },
  { kind: 'hba-require', rule: 'default-deny' },
];

const demands = facts.map((fact) => ({
  fact,
  because: [{ control: 'test/one', threats: ['T\n1'], sources: [{ file: 'a.md', line: 1, column: 2 }] }],
}));

const inventory = inventoryOf({
  database: 'app',
  tables: [{ name: 'app.docs', columns: { id: 'int' } }],
  settings: { ssl: 'off' },
});

test('plan.json reads back as the same plan', async () => {
  const plan = await planOf(demands, inventory, { handOff: 'mark', databases: ['app'] });
  expect(plan.steps.length).toBe(6);
  expect(plan.databases).toEqual(['app']);
  const text = encodePlan(plan);
  const decoded = decodePlan(text);
  expect(decoded.ok && encodePlan(decoded.value)).toBe(text);
});

test('a plan of another major or shape is refused', () => {
  expect(decodePlan('{"formatVersion":"2.0","fingerprint":"","steps":[],"blocked":[]}').ok).toBe(false);
  expect(decodePlan('{"formatVersion":"1.7","fingerprint":"","steps":[],"blocked":[],"more":1}').ok).toBe(true);
  expect(decodePlan('{').ok).toBe(false);
});

test('the published schema is current', () => {
  expect(readFileSync(new URL('../../schemas/plan.schema.json', import.meta.url), 'utf8')).toBe(planJsonSchema());
});

test('a hostile name stays inside its comment and its quotes', async () => {
  const plan = await planOf(demands, inventory, { handOff: 'mark' });
  const texts = artifactsOf(plan, demands).map(({ text }) => text);
  // Outside comments the name stands within quotes only, where its line break is data.
  const bare = texts.map((text) => text.replaceAll(/^--.*$/gmu, '').replaceAll(/"[^"]*"/gu, ''));
  expect(bare.filter((text) => text.includes('DROP TABLE'))).toEqual([]);
  expect(texts.some((text) => text.includes('DROP TABLE'))).toBe(true);
  const handOff = artifactsOf(plan, demands).map((each) => each.path);
  expect(handOff).toContain('handoff/unowned-app.up.sql');
});
