import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../core/canonical-json.js';
import { mergeDemands } from '../demand/merge.js';
import { bindIntent, readIntent } from '../intent/index.js';
import { roleGrantee } from '../pg/grantee.js';
import { capabilitiesOf } from '../substrate/index.js';
import { inventoryOf } from '../../test/support/inventory.js';
import { coverageOf } from './coverage.js';
import { designControls, type Design } from './design.js';
import type { ControlContext } from './model.js';

const THREATS = [
  ['T-1', 'tenant-crossing'],
  ['T-2', 'excess-privilege'],
  ['T-3', 'restricted-data-disclosure'],
  ['T-4', 'owner-bypass'],
  ['T-5', 'cross-component-write'],
  ['T-6', 'media-theft'],
] as const;

function documents(threats: readonly (readonly [string, string])[]): string {
  return `---
product: notes
status: approved
---
# Security architecture

## Threat Model

| ID | Threat | Category (STRIDE) | Kind | Boundary | Component | Severity | Residual risk |
|---|---|---|---|---|---|---|---|
${threats.map(([id, kind]) => `| ${id} | something bad | Tampering | ${kind} | B-1 | notes | high | none |`).join('\n')}

## Deployment

| Cluster | Substrate | Version | Host access | Zone |
|---|---|---|---|---|
| \`main\` | self-managed | 18 | files | data |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| notes | 0 | \`notes\` | \`notes_app\` |
| bills | 0 | \`bills\` | \`bills_app\` |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| api | \`notes.*\` | select, insert, update, delete | own tenant |
| api | \`bills.bill\` | select, update | own tenant |
| clerk | \`notes.note\` | select | own tenant |

## Data Protection Rules

| Location | Protection | Key custody | Readable by |
|---|---|---|---|
| \`notes.note.secret\` | column grant | none | api |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |
|---|---|---|---|---|---|
| \`notes.*\` | \`tenant_id\` | setting \`app.tenant_id\` | 0 | no rows | alarm |

## Connection Model

| Login | Actor | Kind | Database | Source | Pooler | Authentication |
|---|---|---|---|---|---|---|
| \`notes_app\` | api | service | \`app\` | \`10.0.1.0/24\` | transaction | scram-sha-256 |
| \`clerk_ann\` | clerk | human | \`app\` | \`10.0.2.0/24\` | none | scram-sha-256 |
`;
}

const inventory = inventoryOf({
  roles: [
    { name: 'notes_app', login: true },
    { name: 'bills_app', login: true },
    { name: 'clerk_ann', login: true },
  ],
  schemas: [
    { name: 'notes', owner: 'notes_app' },
    { name: 'bills', owner: 'bills_app' },
  ],
  tables: [
    {
      name: 'notes.note',
      owner: 'notes_app',
      columns: { id: 'uuid not null', tenant_id: 'uuid not null', body: 'text', secret: 'text' },
      primaryKey: ['id'],
      acl: [{ grantee: roleGrantee('clerk_ann'), grantor: 'notes_app', privilege: 'SELECT', grantable: false }],
    },
    {
      name: 'notes.line',
      owner: 'notes_app',
      columns: { id: 'uuid not null', note_id: 'uuid not null', text: 'text' },
      foreignKeys: [{ columns: ['note_id'], references: 'notes.note' }],
    },
    {
      name: 'bills.bill',
      owner: 'bills_app',
      columns: { id: 'uuid not null' },
      acl: [
        { grantee: roleGrantee('notes_app'), grantor: 'bills_app', privilege: 'UPDATE', grantable: false },
        { grantee: roleGrantee('notes_app'), grantor: 'bills_app', privilege: 'DELETE', grantable: false },
        { grantee: roleGrantee('clerk_ann'), grantor: 'bills_app', privilege: 'SELECT', grantable: false },
      ],
    },
  ],
});

function contextOf(threats: readonly (readonly [string, string])[] = THREATS): ControlContext {
  const { intent } = readIntent([{ path: 'docs/architecture.md', text: documents(threats) }]);
  const bound = bindIntent(intent, inventory);
  return { bound, inventory, databases: ['app'], blocked: [], capabilities: capabilitiesOf(intent, inventory) };
}

function demandsOf(design: Design, control: string) {
  return design.controls.find((each) => each.id === control)?.demands ?? [];
}

describe('designControls', () => {
  const context = contextOf();
  const design = designControls(context);

  it('states nothing without a threat', () => {
    expect(designControls(contextOf([])).controls).toEqual([]);
    expect(design.controls.every((control) => control.threats.length > 0)).toBe(true);
  });

  it('loses exactly a threat’s controls with the threat (law threat)', () => {
    for (const [gone] of THREATS) {
      const left = designControls(contextOf(THREATS.filter(([id]) => id !== gone)));
      const expected = design.controls.filter((each) => each.threats.some((id) => id !== gone)).map((each) => each.id);
      expect(left.controls.map((each) => each.id)).toEqual(expected);
    }
  });

  it('follows a reference to the tenant and fails closed', () => {
    const policies = demandsOf(design, 'isolation/row-level-security').flatMap(({ fact }) =>
      fact.kind === 'policy' ? [[fact.relation.path.join('.'), fact.using?.text]] : [],
    );
    const key = `(SELECT (NULLIF(current_setting('app.tenant_id', true), ''))::uuid)`;
    expect(policies).toEqual([
      [
        'notes.line',
        `EXISTS (SELECT 1 FROM "notes"."note" AS "parent_1" WHERE "parent_1"."id" = "line"."note_id" AND "parent_1"."tenant_id" = ${key})`,
      ],
      ['notes.note', `"tenant_id" = ${key}`],
    ]);
  });

  it('narrows a table privilege to the columns that a rule leaves open', () => {
    const facts = demandsOf(design, 'columns/column-grants').map((each) => each.fact);
    const clerk = facts.flatMap((fact) =>
      fact.kind === 'privilege' &&
      fact.grantee.kind === 'role' &&
      fact.grantee.name === 'clerk_ann' &&
      fact.privilege === 'SELECT'
        ? [`${fact.present ? '+' : '-'}${fact.object.path.join('.')}`]
        : [],
    );
    expect(clerk).toContain('-notes.note');
    expect(clerk).not.toContain('+notes.note.secret');
    const group = facts.filter((fact) => fact.kind === 'privilege' && fact.object.path[2] === 'secret');
    expect(group).toEqual([]);
  });

  it('refuses a write on another component’s data, even where a row asks for it', () => {
    const control = design.controls.find((each) => each.id === 'roles/component-writes');
    const withdrawn = control?.demands.flatMap(({ fact, enables }) =>
      fact.kind === 'privilege' && enables !== true ? [fact.privilege] : [],
    );
    expect(withdrawn).toEqual(['DELETE', 'UPDATE']);
    expect(control?.openRisks.map((risk) => risk.what)).toEqual([
      'api asks to write bills.bill, which another component owns',
    ]);
  });

  it('gives each protective fact to one control, and no two contradict', () => {
    const owners = new Map<string, string>();
    for (const control of design.controls) {
      for (const { fact, enables } of control.demands) {
        if (enables === true || fact.kind === 'role') continue;
        const key = canonicalJson(fact);
        expect(owners.get(key) ?? control.id).toBe(control.id);
        owners.set(key, control.id);
      }
    }
    expect(mergeDemands(design.controls.flatMap((control) => control.demands)).conflicts).toEqual([]);
  });

  it('names an attack once, and is the same twice', () => {
    for (const control of design.controls) {
      const ids = control.attacks.map((attack) => attack.id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(canonicalJson(designControls(contextOf()).controls)).toBe(canonicalJson(design.controls));
  });

  it('says what only an open risk answers', () => {
    const coverage = coverageOf(context, design);
    expect(coverage.find((each) => each.subject.id === 'T-6')?.status).toBe('open-risk');
    expect(design.gaps).toEqual([]);
  });
});

describe('unmapped protections', () => {
  it('lists a policy that no isolation statement asks for, with its removal', () => {
    const table = { schema: 'bills', relation: 'bill', name: 'own"er', command: 'ALL', permissive: true } as const;
    const policy = { ...table, roles: [], forPublic: true, using: 'true', check: null, comment: null };
    const context = contextOf();
    const [database] = context.inventory.databases;
    if (database === undefined) throw new Error('the sketch has one database');
    const databases = [{ ...database, policies: { status: 'read', items: [policy] } as const }];
    const design = designControls({ ...context, inventory: { ...context.inventory, databases } });
    expect(design.unmapped.map((each) => each.statement.text)).toEqual(['DROP POLICY "own""er" ON "bills"."bill"']);
  });
});
