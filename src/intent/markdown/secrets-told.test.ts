// Secrets, events and rules of isolation as documents tell them that are only about them, in documents of our
// own making: a line that ends with `§ section` states a fact of it, every other line none.

import { describe, expect, it } from 'vitest';
import { marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('documents about secrets', () => {
  it('reads what is set off and says what it is for, and no rules, practices or products', () => {
    const text = `# Secrets management

## One root secret

- **Receipt signing keys** - For receipts § credentials
- **Door tokens** - used at the back door § credentials
- **Vault**: recommended for large bakeries

## Best practices

- **API keys**: for the oven, never on paper
- **Rotate keys**: every month

## When a key is lost

- **Door tokens**: in the till they stop working

## Required secrets

- \`DATABASE_URL\`: where the orders are § credentials
- \`OVEN_SECRET\` — opens it § credentials
- \`LOG_LEVEL\`: how much is said

## Rotation schedule

- API keys: yearly § credentials
- Emergency: at once

### Oven credentials § credentials

- **Stored in:** the drawer
- **Rotation:** 90 days
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads tables of keys and variables, and neither environments nor plain settings', () => {
    const text = `# Secrets management

### Required secrets

| Key | Description | Requirements |
|---|---|---|
| \`oven_user\` | who bakes | none |
| \`oven_password\` | opens it | 16 letters | § credentials
| \`receipt_signing_key\` | signs | 32 bytes | § credentials

## Secret inventory

| Variable name | Used by | Source |
|---|---|---|
| \`Oven__Password\` | oven | drawer | § credentials
| \`Oven__Colour\` | oven | drawer |

## Environments

| Environment | Secret store | Rotation |
|---|---|---|
| Shop | drawer | 90 days |
| Garden | none | never |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});

describe('documents about tenants', () => {
  it('reads rows of rules that name the key or the carrier, and none of code, tests and gaps', () => {
    const text = `# Tenant isolation

## Layers

| Layer | Mechanism |
|---|---|
| Database | every table has \`shop_id\` | § isolation
| Session | \`SET LOCAL app.shop_id\` for each order | § isolation
| Cache | keys begin with the shop |

## Rules

- Every row of the other module has \`TenantId\` § isolation

## Where it is

| File | Purpose |
|---|---|
| \`src/shop.ts\` | adds \`shop_id\` to all |

## Tests of it

| ID | Requirement |
|---|---|
| 1 | all rows have \`baker_id\` and \`team_id\` |

## Known gaps

| Problem | Mitigation |
|---|---|
| Old rows | all get \`org_id\` |

### Roles & grants

- \`guest\` → \`SELECT\` only, on each row § authorizations
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads what is to be logged', () => {
    const text = `# Bakery

## Requirements

### 8.1 Security events to log

- doors opened § auditEvents
- keys taken § auditEvents

### 8.2 Artefacts

- the book
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});
