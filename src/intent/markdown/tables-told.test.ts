// Tables of documents of our own making, under headings that only speak of a section: a line that ends
// with `§ section` states a fact of it, every other line none.

import { describe, expect, it } from 'vitest';
import { intentOf, marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('tables under headings that speak of a section', () => {
  it('reads threats beside what counters them, and no other table with such words', () => {
    const text = `# Bakery

## 4. OWASP mitigations

| Attack | Stopped by |
|---|---|
| Forged order form | signature | § threats
| Flooded counter | queue | § threats

## Opening hours

| Attack | Stopped by |
|---|---|
| Hunger | bread |

## Attacks not stopped

| Attack | Mitigation |
|---|---|
| Fire | insurance |

## Defences

| Defence | Threats |
|---|---|
| Queue | flood |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads a register of risks by its first column, and no severity for a risk', () => {
    const text = `# Bakery

## How we treat risks

| Risk | Likelihood | Mitigation |
|---|---|---|
| The recipe leaves with a baker | low | contract | § threats

## Surfaces and risks

| Surface | Risk | Mitigation |
|---|---|---|
| Counter | high | camera |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads what secrets there are, and neither settings nor comparisons of ways to keep them', () => {
    const text = `# Bakery

## Token lifecycle

| Token | Kind | Storage | Expiry |
|---|---|---|---|
| Order ticket | random | drawer | 1 day | § credentials
| Loyalty card | signed | wallet | 90 days | § credentials

## Ways to keep secrets

| Option | Strengths | Weaknesses |
|---|---|---|
| Drawer | near | not locked |

## Token settings

| Parameter | Value |
|---|---|
| Ticket TTL | 1 day |

## Managed secrets

| Variable | Description |
|---|---|
| \`OVEN_API_KEY\` | opens the oven | § credentials
| \`OVEN_TIMEOUT_SECONDS\` | how long it waits |
| \`PORT\` | where it listens |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads classes of data whatever the column that names the data is called, and no legend of classes', () => {
    const text = `# Data classification

## Classification levels

| Level | Description | Examples |
|---|---|---|
| **Public** | anybody may know | price list |
| **Restricted** | harm | recipes |

## Tiers

| Tier | Examples | At rest |
|---|---|---|
| Public | price list | plain |
| Restricted | recipes | sealed |

## Entities

| Model | Class | Notes |
|---|---|---|
| \`shop.orders\` | confidential | addresses | § classifications
| \`shop.breads\` | public | none | § classifications

## Shops and their classes

| Tier | Default classification | Why |
|---|---|---|
| counter | internal | staff | § classifications

## Durable or not

| Data | Durability | Store |
|---|---|---|
| Orders | for ever | database |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads requirements with what meets them, of the regime that a heading names', () => {
    const text = `# Bakery

## Privacy (GDPR)

| Right | How we meet it |
|---|---|
| Erasure | the order is burnt | § compliance
| Access | a copy at the counter | § compliance

## Hygiene

| Requirement | Status |
|---|---|
| Clean hands | done |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).compliance.map(({ regime, control }) => [regime, control])).toEqual([
      ['GDPR', 'Erasure'],
      ['GDPR', 'Access'],
    ]);
  });

  it('reads events where a heading speaks of what is recorded, and no fields of a record', () => {
    const text = `# Audit trail of the bakery

## What a record holds

| Field | Meaning |
|---|---|
| who | the baker |

## Actions that are logged

| Action | Fields |
|---|---|
| Oven opened | baker, time | § auditEvents

## Metrics

| Metric | Type |
|---|---|
| \`ovens_total\` | counter |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});
