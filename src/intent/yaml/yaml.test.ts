import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../core/canonical-json.js';
import { sameWords } from '../merge.js';
import { readIntent } from '../read-intent.js';
import { intentJsonSchema, intentSchema } from './schema.js';

const YAML = `product: shop
status: approved
threats:
  - id: T-01
    threat: A tenant reads another's orders
    kind: tenant-crossing
    severity: high
isolation:
  - scope: [app.orders, app.lines]
    tenantKey: tenant_id
    carrier: setting app.tenant_id
    tier: 0
endpoints:
  - endpoint: db:5432
    public: false
omitted:
  compliance: no regime applies
`;

const MARKDOWN = `---
product: shop
status: approved
---

## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T-01 | A tenant reads another's orders | tenant-crossing | high |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier |
|---|---|---|---|
| \`app.orders\`, \`app.lines\` | \`tenant_id\` | setting \`app.tenant_id\` | 0 |

## Network Exposure

| Endpoint | Public |
|---|---|
| db:5432 | no |
`;

const read = (path: string, text: string) => readIntent([{ path, text }]);

describe('the YAML form', () => {
  it('says the same as Markdown', () => {
    const yaml = read('a.yaml', YAML);
    const markdown = read('a.md', MARKDOWN);
    expect(yaml.diagnostics).toEqual([]);
    const facts = (reading: typeof yaml) => sameWords({ ...reading.intent, documents: [], omitted: [] });
    expect(facts(yaml)).toBe(facts(markdown));
    expect(yaml.intent.omitted).toMatchObject([{ section: 'compliance' }]);
  });

  it('knows the place of every value', () => {
    const { intent } = read('a.yaml', YAML);
    expect(intent.isolation[0]?.scope.map(({ source }) => source)).toEqual([
      { file: 'a.yaml', line: 9, column: 13 },
      { file: 'a.yaml', line: 9, column: 25 },
    ]);
  });

  it.each([
    ['threats: {}', 'intent-yaml', 1],
    ['status: approved\nthreat: []', 'unknown-key', 2],
    ['status: approved\nthreats:\n  - id: T1\n    threat: x\n    knd: y', 'unknown-key', 5],
    ['a: [', 'intent-yaml', 1],
    ['status: approved\nthreats:\n  - id: T1\n    threat: {a: 1}', 'intent-yaml', 4],
    ['status: approved\nthreats:\n  - id: T1\n    threat: [[x]]', 'intent-yaml', 4],
    ['status: [approved]', 'intent-yaml', 1],
    ['status: approved\nomitted: x', 'intent-yaml', 2],
    ['- 1', 'intent-yaml', 1],
    ['product: a\nstatus: approved\n---\nproduct: b', 'intent-yaml', 3],
    ['status: approved\nstatus: draft', 'intent-yaml', 2],
    ['status: approved\nthreats:\n  - id: T1\n    threat: x\n    kind: repudiation\n    Kind: y', 'intent-yaml', 6],
    ['status: approved\nthreats:\n  - id: T1\n    threat: {text: a, text: b}', 'intent-yaml', 4],
    ['status: approved\nexposure:\n  - a', 'unknown-key', 2],
    ['status: approved\nomitted:\n  complience: none applies', 'unknown-key', 3],
    ['status: approved\nomitted:\n  compliance:', 'intent-yaml', 3],
    ['status: approved\ndecisions:\n  - {id: A, title: t, status: accepted, settles: substrate}', 'intent-yaml', 3],
    ['status: approved\ndecisions:\n  - {id: A, title: t, status: accepted, settles: [a], extra: 1}', 'unknown-key', 3],
    ['status: approved\ndecisions:\n  - {id: A, status: accepted, settles: [a]}', 'intent-yaml', 3],
  ])('reports %j', (text, code, line) => {
    const problems = read('a.yaml', text).diagnostics.filter(({ severity }) => severity === 'error');
    expect(problems[0]).toMatchObject({ code, source: { file: 'a.yaml', line } });
  });

  it('misses required keys, at the row, and takes `null` for a statement that is still open', () => {
    const missing = read('a.yaml', 'status: approved\ncredentials:\n  - owner: x\n').diagnostics;
    expect(missing).toMatchObject([{ code: 'missing-key', source: { line: 3, column: 5 } }]);
    expect(read('a.yaml', 'status: approved\ncredentials:\n  - credential: null\n').diagnostics).toEqual([]);
  });

  it('takes {text, names} word for word, and numbers as they are written', () => {
    const { credentials, documents } = read(
      'a.yaml',
      'version: 1.0\ncredentials:\n  - credential: {text: TBD, names: [app]}\n',
    ).intent;
    expect(credentials).toMatchObject([{ credential: 'TBD', logins: ['app'] }]);
    expect(documents).toMatchObject([{ version: '1.0' }]);
  });

  it('takes nothing that its schema refuses', () => {
    const refused = [
      'status: approved\nomitted: {complience: x}',
      'status: approved\ndecisions: [{id: A, title: t, status: accepted, settles: substrate}]',
      'status: approved\ndecisions: [{id: A, title: t, status: accepted, settles: [x], more: 1}]',
    ];
    for (const text of refused) {
      expect([text, intentSchema().safeParse(parse(text)).success]).toEqual([text, false]);
      expect(read('a.yaml', text).diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });

  it('tells ten problems of a file that is no YAML, not a thousand', () => {
    const { diagnostics } = read('a.yaml', `threats: ${'['.repeat(20_000)}`);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(10);
  });

  it('reads a map of very many keys in time that grows with them', () => {
    const text = (keys: number): string =>
      `status: approved\n${Array.from({ length: keys }, (_, key) => `k${key}: x\n`).join('')}`;
    const milliseconds = (keys: number): number => {
      const started = performance.now();
      read('a.yaml', text(keys));
      return performance.now() - started;
    };
    milliseconds(2000);
    expect(milliseconds(40_000) / milliseconds(5000)).toBeLessThan(24);
  });

  it('survives alias bombs and an empty file', () => {
    const bomb = 'a: &a [x,x]\nb: &b [*a,*a]\nthreats: [*b,*b]\n';
    expect(read('a.yaml', bomb).intent.threats).toEqual([]);
    expect(read('a.yaml', '').intent.threats).toEqual([]);
  });
});

describe('its JSON Schema', () => {
  const file = join(import.meta.dirname, '../../../schemas/intent.schema.json');
  const wanted = `${canonicalJson(intentJsonSchema(), 2)}\n`;

  it('is current (PGRAMPART_UPDATE=1 writes it)', () => {
    if (process.env['PGRAMPART_UPDATE'] === '1') writeFileSync(file, wanted);
    expect(readFileSync(file, 'utf8')).toBe(wanted);
  });

  it('takes what the reader takes', () => {
    expect(intentSchema().safeParse(parse(YAML)).success).toBe(true);
    expect(intentSchema().safeParse({ threat: [] }).success).toBe(false);
    expect(intentSchema().safeParse({ threats: [{ id: 'T1' }] }).success).toBe(false);
  });
});
