// Who may use a whole relation and was also granted one of its columns, which a generated cluster had.

import { expect, test } from 'vitest';
import { bindIntent, readIntent } from '../../intent/index.js';
import { roleGrantee } from '../../pg/grantee.js';
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
| T-1 | More rights than work needs | excess-privilege | high |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| notes | 1 | \`notes\` | \`"x=y/z"\` |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| client | \`notes.note\` | select | own |

## Connection Model

| Login | Actor | Kind | Database | Source | Authentication |
|---|---|---|---|---|---|
| \`"x=y/z"\` | client | service | \`app\` | \`10.0.1.0/24\` | scram-sha-256 |
`;

const held = { grantee: roleGrantee('x=y/z'), grantor: 'postgres', privilege: 'SELECT', grantable: false } as const;

test('the column is not taken from him: he would keep the other columns only', () => {
  const inventory = inventoryOf({
    roles: [{ name: 'x=y/z', login: true }],
    tables: [
      {
        name: 'notes.note',
        acl: [held],
        columns: { a: { type: 'text', acl: [held] }, b: 'text' },
      },
      { name: 'notes.other', columns: { a: { type: 'text', acl: [held] } } },
    ],
  });
  const { intent } = readIntent([{ path: 'architecture.md', text: DOCUMENT }]);
  const bound = bindIntent(intent, inventory);
  const capabilities = capabilitiesOf(intent, inventory);
  const { controls } = designControls({ bound, inventory, databases: ['app'], blocked: [], capabilities });
  const taken = controls.flatMap(({ demands }) =>
    demands.flatMap(({ fact }) =>
      fact.kind === 'privilege' && !fact.present && fact.grantee.kind === 'role' ? [fact.object.path.join('.')] : [],
    ),
  );
  expect(taken).toEqual(['notes.other.a']);
});
