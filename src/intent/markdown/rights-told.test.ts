// Who may do what, in documents of our own making: a line that ends with `§ section` states a fact of it,
// every other line none.

import { describe, expect, it } from 'vitest';
import { intentOf, marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('matrices of roles', () => {
  it('reads each row of a matrix with a column for each role, and no table with other columns', () => {
    const text = `# Roles and permissions

## Levels

| Level | Meaning |
|---|---|
| \`mfa\` | second factor |

## Matrix

| Capability | Customer | Baker | Admin |
|---|:--:|:--:|:--:|
| Order bread | ✓ | ✓ | ✗ (never) | § authorizations
| Cancel an order | **own** | ✗ | ✓ (with reason) | § authorizations
| Set the price of time | ✗ | ✗ | ✗ |

## Standard actions

| Action | Meaning |
|---|---|
| \`create\` | makes one |

## Tables

| Table | Row security | Forced |
|---|---|---|
| \`orders\` | ✓ | ✓ |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).authorizations.map(({ actor, condition }) => `${actor}: ${condition ?? ''}`)).toEqual([
      'Customer: Order bread',
      'Baker: Order bread',
      'Customer: Cancel an order (own)',
      'Admin: Cancel an order (with reason)',
    ]);
  });

  it('reads roles with a column for each operation', () => {
    const text = `# Audit

## Row security policies (3 roles)

| Role | SELECT | INSERT | UPDATE |
|---|---|---|---|
| \`clerk\` | own orders | yes | **denied** | § authorizations
| \`pooler\` | – | – | – |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    const rows = intentOf(text).authorizations;
    expect(rows.map(({ actor, operations, condition }) => [actor, operations, condition])).toEqual([
      ['clerk', ['select'], 'own orders'],
      ['clerk', ['insert'], null],
    ]);
  });

  it('reads rights before who has them, and what people may do under a heading on access', () => {
    const text = `# Authorization

## Roles

- \`admin\`
- \`clerk\`

## Policy matrix

- \`orders.read\` -> \`clerk\` § authorizations
- \`orders.delete\` -> \`admin\` § authorizations

## Access control

- **Buyers**: can see their own orders § authorizations
- **Tokens**: expire
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).authorizations[0]).toMatchObject({ actor: 'clerk', condition: 'orders.read' });
  });
});

describe('roles with a heading each', () => {
  it('reads what stands under the name of a role, and no work on roles', () => {
    const text = `# Bakery

## Roles and permissions

### Shop manager

- Can close the shop § authorizations
- Edit prices § authorizations
- Has a key since 2019

### Adding a manager

- Create a record

## Prices

### Manager

- View nothing
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).authorizations.map(({ actor, condition }) => [actor, condition])).toEqual([
      ['Shop manager', 'Can close the shop'],
      ['Shop manager', 'Edit prices'],
    ]);
  });
});
