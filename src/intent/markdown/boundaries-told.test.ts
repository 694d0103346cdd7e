// Boundaries and threats where documents are only about them, in documents of our own making: a line that
// ends with `§ section` states a fact of it, every other line none.

import { describe, expect, it } from 'vitest';
import { marksOf, readingsOf } from '../../../test/support/marked-document.js';

describe('documents about trust boundaries', () => {
  it('reads numbered boundaries wherever they stand, also under a second title, and no field of theirs', () => {
    const text = `# Bakery - Trust Boundaries

# Date: yesterday

## Trust Boundary 1: Guest → Counter § boundaries

- **Description:** an order crosses
- **Required controls:**
  - a bell

## TB2 — Counter to oven § boundaries

- Controls: gloves

## Bakers

### Trust boundary 3: the cellar

`;
    const marked = text.replace('the cellar', 'the cellar § boundaries');
    expect(readingsOf(marked)).toEqual(marksOf(marked));
  });

  it('reads a numbered boundary of a threat model as no threat', () => {
    const text = `# Threat model

### Trust boundary 1: Guest → Counter § boundaries

### T1: The till is emptied § threats
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads none of what stands over a document, of principles, legends and lists about boundaries', () => {
    const text = `# Bakery Trust Boundaries

**Version:** 1.0
**Owner:** the baker

**Audience**: bakers

**Purpose** — says where trust ends.

- **Principle of least privilege**: one key each.
- **Fail closed**: the door falls shut.
- Every boundary has a bell.

Legend: solid line, dotted line.

## The bakery checks

- The weight of the flour

## State legend

| State | Meaning |
|---|---|
| **Weighed** | on the scale |

## Boundary principles

- Keep it small

## Boundary rules

1. Nothing passes without a bell at the boundary.

## Steps of an order

| Step | What |
|---|---|
| Guest → Counter | asks |
| Counter → Oven | bakes |

## Cellar trust boundary § boundaries

# Gaps

## Missing

1. No bell at night. Fix: buy one
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads rows that are all crossings, whatever their column is called', () => {
    const text = `# Bakery Trust Boundaries

## Where doors change hands

| Transition | Who decides |
|---|---|
| Guest → Counter | the seller | § boundaries
| Counter → Oven | the baker | § boundaries

| Transition | Who decides |
|---|---|
| Guest → Counter | the seller |
| Radio | nobody |
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});

describe('documents about threats', () => {
  it('reads a heading that ends like a list of attacks as one when fields follow, and not its ways', () => {
    const text = `# Threat model

## Threats and mitigations

### 4.1 Replay attacks § threats

**Threat:** an old order is shown again.

**Attack vectors:**

- a kept receipt

**Mitigations:**

- numbers

### Delivery attacks

- **Swapped bag.** Another bag arrives. § threats
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads headings with fields under a heading that only groups them, and no part of one', () => {
    const text = `# Threat model

## The shop

### A baker reads all recipes § threats

**Threat**: the drawer is open.

**Mitigations in place**:

- a lock

### The oven door

**Impact**: warm

## A lost van § threats

- **Impact:** no bread
- **Mitigation:** a second van

### How it is found

- **Likelihood:** low
- **Detection:** a call
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });

  it('reads lists after a sentence that announces threats, and none of what counters them or stays open', () => {
    const text = `# Bakery

## Foundations

The bakery faces three primary threats:

1. **Forged notes**: they look real. § threats
2. **Stolen van**: no bread. § threats

The following controls stop these attacks:

- **Bell**: rings

It does not hold against the following threats:

- **Flood**: water

## Threat model & mitigations

| Threat vector | Mitigation strategy |
|---|---|
| Mice in the cellar | cat | § threats

## Top risks, and the control that addresses each

| Risk | Control | Page |
|---|---|---|
| Rats in the flour | cat | 4 | § threats
`;
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});
