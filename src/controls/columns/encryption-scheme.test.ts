// Who writes an encrypted column and never reads it gets a key that opens nothing.

import { expect, it } from 'vitest';
import { bindIntent, readIntent } from '../../intent/index.js';
import { capabilitiesOf } from '../../substrate/index.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { designControls } from '../design.js';

function documentOf(operations: string): string {
  return `---
product: notes
status: approved
---
## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T-1 | Numbers are read | restricted-data-disclosure | high |

## Data Classification

| Dataset | Location | Classification |
|---|---|---|
| cards | \`shop.cards.number\` | restricted |

## Column Protection

| Location | Mechanism | Key custody | Readable by |
|---|---|---|---|
| \`shop.cards.number\` | pgcrypto | vault:cards | auditor |

## Authorization Architecture

| Actor | Resource | Operations |
|---|---|---|
| till | \`shop.cards\` | ${operations} |
| auditor | \`shop.cards\` | select |
`;
}

function textOf(operations: string): string {
  const inventory = inventoryOf({ tables: [{ name: 'shop.cards', columns: { id: 'int', number: 'text' } }] });
  const { intent } = readIntent([{ path: 'a.md', text: documentOf(operations) }]);
  const bound = bindIntent(intent, inventory);
  const capabilities = capabilitiesOf(intent, inventory);
  const design = designControls({ bound, inventory, databases: ['app'], blocked: [], capabilities });
  return JSON.stringify(design);
}

it('a writer that never reads holds the public key only', () => {
  expect(textOf('insert')).toContain('since till may write it and not read it');
  expect(textOf('insert')).toContain('the secret key belongs to whoever reads it: auditor');
});

it('a writer that reads too shares a data key that the store wraps', () => {
  expect(textOf('select, insert')).toContain('envelope keys');
  expect(textOf('select, insert')).not.toContain('public key');
});
