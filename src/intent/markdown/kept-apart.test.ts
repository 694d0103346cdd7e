// How data is kept secret and tenants apart, in documents of our own making: a line that ends with
// `§ section` states a fact of it, every other line none.

import { describe, expect, it } from 'vitest';
import { intentOf, marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('protections', () => {
  it('reads what a heading names and how it is kept, and nothing that is held off or on its way', () => {
    const text = `# Bakery

## 5. Recipe protection

- Encrypted at rest with a Fernet key § protections
- Default display: masked to the first word § protections
- Every look is written down

## CSRF protection

- Encrypted cookies

## Ovens

- **Seed store**: AES-256 under the key of the safe § protections
- **Passwords**: bcrypt, encrypted at rest
- **TLS**: AES-256 everywhere
- **Radio**: plays

## Encryption

### At rest

| Store | Encryption | Key management |
|---|---|---|
| Ledger | AES-256 | safe | § protections

### In transit

| Layer | Protocol |
|---|---|
| Street | TLS |

## Before launch

- [ ] Encrypt the ledger
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});

describe('isolation', () => {
  it('reads the key and the carrier of a scheme once, and no rules about requests', () => {
    const text = `# Multi-tenancy

## Isolation rules

- Every row of a shop carries \`shop_id\` § isolation
- Each table has a policy on \`shop_id\`
- Never take \`shop_id\` from the request body
- The connection runs \`SET LOCAL app.shop_id\` for each request § isolation
- Handlers look at the token

## Tests

- Every row of \`tenant_id\` is counted
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).isolation).toMatchObject([
      { scope: [], tenantKey: 'shop_id', carrier: null },
      { scope: [], tenantKey: null, carrier: { kind: 'setting', setting: 'app.shop_id' } },
    ]);
  });
});
