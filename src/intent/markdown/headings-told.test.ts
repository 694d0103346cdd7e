// Headings and lists of documents of our own making: a line that ends with `§ section` states a fact of it,
// every other line none.

import { describe, expect, it } from 'vitest';
import { intentOf, marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('threats under headings and in lists', () => {
  it('reads headings that say that they are threats, ranks that only group them, and no other heading', () => {
    const text = `# Threat model

How this was made.

## Threat: the till is emptied § threats

Somebody reaches over the counter.

## Threat B (rare): a forged note § threats

## Security risks and gaps

### High

1. Open back door § threats
- Risk: anybody walks in
- Impact: no bread

### Low to medium

2. Loud radio § threats

## Recommendations

### High

- Close the door

## Unmitigated threats

- **Earthquake**
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads items that say how they are countered wherever they stand in a model, and no practices', () => {
    const text = `# Threat model of a bakery

## Network

- **Replayed order** — the same order twice. Mitigation: a number on each. § threats
- **Slow line**: nobody measures it

## How we work

- **Reviews**: every month

## Attackers we consider

- **Thief** — steals. Mitigated by a lock.

## Delivery attacks

- **Swapped bag.** Another bag arrives. § threats
- Stolen van § threats
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});

describe('boundaries under headings, in lists and tables', () => {
  it('reads a document of boundaries', () => {
    const text = `# Trust boundaries

- Boundary 1: street -> counter § boundaries
- Boundary 2: counter -> oven § boundaries

A boundary is where trust changes.

## What a trust boundary means

## Decisions at this boundary

## Future garden boundary

- Nothing is believed

## Boundary 0 (critical): Guest ↔ Counter § boundaries

### Required controls

- A bell

## The oven boundary § boundaries

Only bakers.

## Not a boundary

- **Radio**: plays
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    const [first] = intentOf(text).boundaries;
    expect([first?.from, first?.to]).toEqual(['street', 'counter']);
  });

  it('reads tables that say what meets what without a name for it, and no list of zones', () => {
    const text = `# Bakery

## Trust zones and boundaries

| Zone | Trust |
|---|---|
| Street | none |

| Source | Destination | Protocol |
|---|---|---|
| Street | Counter | words | § boundaries

| Crossing of | Checked by |
|---|---|
| Counter → Oven | baker | § boundaries
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
    expect(intentOf(text).boundaries.map(({ id }) => id)).toEqual(['Street → Counter', 'Counter → Oven']);
  });
});

describe('secrets, classes and events under headings and in lists', () => {
  it('reads secrets that have a heading each, and no practice with fields', () => {
    const text = `# Secrets management

## Handling specific secrets

### Oven signing key § credentials

- **Store**: the safe
- **Rotation**: 90 days

### Rotation

- **Owner**: the baker
- **Frequency**: 90 days
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads data under the heading of a class that has a code', () => {
    const text = `# Data classification

### T1 — Restricted (never shown)

- \`shop.recipes\` § classifications
- \`shop.wages\` § classifications

### Handling rules

- Shred it
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads events by their names in headings, after what announces them, and no fields of a record', () => {
    const text = `# Audit logging

## Structure

Each entry contains:

- who
- when

## Audit events

### Oven

#### oven.opened § auditEvents

**Metadata:**

- \`baker\`: who

#### oven.closed § auditEvents

## Session log

- Written nightly
- Contains entries such as:
  - doors opened § auditEvents
  - lights switched off § auditEvents

## Notebook

- Contains:
  1. a header
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});
