// The clients of a platform: a policy of the team that calls a routine, and a table that says whose tenants
// a user may see.

import { describe, expect, it } from 'vitest';
import { bindIntent, readIntent } from '../../intent/index.js';
import { readSection, type Policy } from '../../inventory/index.js';
import { capabilitiesOf } from '../../substrate/index.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { designControls } from '../design.js';

const DOCUMENT = `---
product: notes
status: approved
---
## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T-1 | Rows of others are read | tenant-crossing | high |
| T-2 | More rights than work needs | excess-privilege | high |
| T-3 | The application owns its tables | owner-bypass | high |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| notes | 0 | \`notes\` | \`client\` |
| sign-in | 0 | \`auth\` | none |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| client | \`notes.*\` | select, insert | own tenant |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier |
|---|---|---|---|
| \`notes.*\` | \`team\` | claim request.jwt.claims -> sub via notes.member(person -> team) | 0 |

## Connection Model

| Login | Actor | Kind | Database | Source | Authentication |
|---|---|---|---|---|---|
| \`client\` | client | service | \`app\` | \`10.0.1.0/24\` | scram-sha-256 |
`;

const policy: Policy = {
  schema: 'notes',
  relation: 'note',
  name: 'own',
  command: 'ALL',
  permissive: true,
  roles: [],
  forPublic: true,
  using: '(person = auth.uid())',
  check: null,
  comment: null,
};

const inventory = inventoryOf({
  roles: [{ name: 'client', login: true }],
  tables: [
    { name: 'notes.member', columns: { person: 'uuid not null', team: 'uuid not null' } },
    {
      name: 'notes.note',
      columns: { team: 'uuid not null', person: 'uuid', at: { type: 'text', default: 'notes.now_text()' } },
    },
  ],
  routines: [
    { schema: 'auth', name: 'uid', body: 'SELECT auth.claim()' },
    { schema: 'auth', name: 'claim', securityDefiner: true, body: 'SELECT auth.secret()' },
    { schema: 'auth', name: 'secret' },
    { schema: 'notes', name: 'now_text' },
    { schema: 'notes', name: 'peek', securityDefiner: true, body: 'SELECT auth.uid()' },
  ],
  sections: { policies: readSection([policy]) },
});

function facts() {
  const { intent } = readIntent([{ path: 'architecture.md', text: DOCUMENT }]);
  const bound = bindIntent(intent, inventory);
  const capabilities = capabilitiesOf(intent, inventory);
  const design = designControls({ bound, inventory, databases: ['app'], blocked: [], capabilities });
  return design.controls.flatMap((control) => control.demands.map(({ fact }) => fact));
}

describe('members of tenants', () => {
  it('may execute what the expressions of their tables call, and nothing behind a definer’s routine', () => {
    const granted = facts().flatMap((fact) =>
      fact.kind === 'privilege' && fact.present && fact.object.kind === 'routine' ? [fact.object.path.join('.')] : [],
    );
    expect([...new Set(granted)].toSorted()).toEqual(['auth.claim()', 'auth.uid()', 'notes.now_text()']);
  });

  it('call definer’s routines whose new owner may do what they do', () => {
    const ofOwner = facts().flatMap((fact) =>
      fact.kind === 'privilege' &&
      fact.present &&
      fact.grantee.kind === 'role' &&
      fact.grantee.name === 'notes_owner' &&
      fact.object.path[0] === 'auth'
        ? [`${fact.privilege} on ${fact.object.path.join('.')}`]
        : [],
    );
    expect([...new Set(ofOwner)].toSorted()).toEqual(['EXECUTE on auth.uid()', 'USAGE on auth']);
  });

  it('read their memberships and write none: he who could would join any tenant', () => {
    const policies = facts().flatMap((fact) => (fact.kind === 'policy' ? [fact] : []));
    const memberships = policies.filter((fact) => fact.relation.path[1] === 'member');
    expect(memberships.map(({ command, permissive, check }) => [command, permissive, check])).toEqual([
      ['SELECT', true, null],
    ]);
    const notes = policies.filter((fact) => fact.relation.path[1] === 'note');
    expect(notes.every(({ command, check }) => command === 'ALL' && check !== null)).toBe(true);
  });
});
