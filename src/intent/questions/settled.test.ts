// The law of questions: each offers options with all three consequences and says what waits for it; a
// statement in the documents or an accepted ADR makes it go away, and nothing else does.

import { describe, expect, it } from 'vitest';
import { intentOf, type Sections } from '../../../test/support/intent.js';
import { inventoryOf, type InventorySketch } from '../../../test/support/inventory.js';
import { bindIntent } from '../bind/bind-intent.js';
import type { AdrCandidate } from '../candidate.js';
import { readIntent } from '../read-intent.js';

const orders = {
  name: 'app.orders',
  columns: { id: 'uuid not null', tenant_id: 'uuid not null', email: 'text', note: 'text' },
};
const inventory: InventorySketch = {
  tables: [orders, { name: 'app.extra', columns: { id: 'uuid', tenant_id: 'uuid not null' } }],
  roles: [{ name: 'shop', login: true }],
};

/** Leaves every kind of question open at least once. */
const OPEN: Sections = {
  Deployment: ['Cluster | Substrate', 'c | self-managed'],
  Threats: ['ID | Threat | Kind', 'T1 | a | strange'],
  'Data protection rules': [
    'Location | Protection | Key custody',
    '`app.orders.note` | pgcrypto | TBD',
    '`app.orders.id` | application | none',
  ],
  'Data Classification': ['Location | Class', '`app.orders.id` | regulated'],
  'Network Exposure': ['Endpoint | Public | Exception', 'a:5432 | yes | needed'],
  'Tenant isolation': ['Scope | Tenant key | Carrier', '`app.orders` | `tenant_id` | TBD'],
  Logins: ['Login | Actor | Kind | Source', '`shop` | api | service | moon', '`other` | x | TBD | local'],
  Authorization: ['Actor | Resource | Operations', 'nobody | `app.orders` | select'],
  Components: ['Component | Owns', 'shop | none'],
  Audit: ['Event | Sink | Retention', 'DDL | syslog | TBD'],
  Secrets: ['Credential | Owner | Rotation', 'password of `shop` | TBD | 30 days'],
};

/** What a person writes to answer the question, instead of the section as it was. */
const ANSWERS: Readonly<Record<string, Sections>> = {
  'audit-events': { Audit: ['Event | Sink | Retention', 'DDL | syslog | 400 days'] },
  'authorization-of-logins': { Authorization: ['Actor | Resource | Operations', 'api | `app.orders` | select'] },
  'carrier-of-app-orders': {
    'Tenant isolation': ['Scope | Tenant key | Carrier', '`app.orders` | `tenant_id` | setting app.tenant_id'],
  },
  'classification-of-app': { 'Data Classification': ['Location | Class', '`app.orders` | regulated'] },
  'credentials-of-logins': {
    Secrets: ['Credential | Owner | Rotation', 'password of `shop` | TBD | 30 days', '`other` | ops | 30 days'],
  },
  'exposure-of-a-5432': { 'Network Exposure': ['Endpoint | Public | Exception', 'a:5432 | no | none'] },
  'isolation-of-app-extra': {
    'Tenant isolation': ['Scope | Tenant key | Carrier', '`app.orders`, `app.extra` | `tenant_id` | TBD'],
  },
  'key-custody-of-app-orders-note': {
    'Data protection rules': [
      'Location | Protection | Key custody',
      '`app.orders.note` | pgcrypto | vault',
      '`app.orders.id` | application | none',
    ],
  },
  'kind-of-logins': {
    Logins: [
      'Login | Actor | Kind | Source',
      '`shop` | api | service | moon',
      '`other` | x | retired | local',
      '`postgres` | x | break-glass | local',
    ],
  },
  'ownership-of-schemas': { Components: ['Component | Owns', 'shop | `app`'] },
  'protection-by-application-only': {
    'Data protection rules': [
      'Location | Protection | Key custody',
      '`app.orders.note` | pgcrypto | TBD',
      '`app.orders.id` | column grant | none',
    ],
  },
  'rotation-of-password-of-shop': { Secrets: ['Credential | Owner | Rotation', 'password of `shop` | ops | 30 days'] },
  'sources-of-logins': {
    Logins: ['Login | Actor | Kind | Source', '`shop` | api | service | 10.0.0.0/8', '`other` | x | TBD | local'],
  },
  'threat-kinds': { Threats: ['ID | Threat | Kind', 'T1 | a | eavesdropping'] },
  'tls-material': {
    Secrets: [
      'Credential | Owner | Rotation | Store',
      'password of `shop` | TBD | 30 days | x',
      'TLS server certificate | ops | 90 days | /etc/a',
      'TLS server key | ops | 90 days | /etc/b',
    ],
  },
};

function candidatesOf(sections: Sections, adr?: string): readonly AdrCandidate[] {
  const intent = intentOf(sections);
  const decisions = adr === undefined ? [] : readIntent([{ path: 'adrs/0001-x.md', text: adr }]).intent.decisions;
  return bindIntent({ ...intent, decisions }, inventoryOf(inventory)).candidates;
}

const asked = candidatesOf(OPEN);
const ids = asked.map(({ id }) => id);
const adr = (id: string, status: string) => `---\nid: ADR-1\ntitle: x\nstatus: ${status}\nsettles: [${id}]\n---\n`;

it('asks exactly the questions that have an answer here', () => {
  expect(ids).toEqual(Object.keys(ANSWERS).toSorted());
});

describe.each(asked.map((candidate) => [candidate.id, candidate] as const))('%s', (id, candidate) => {
  it('has evidence, at least two options with every consequence, and says what it blocks', () => {
    expect(candidate.evidence.length).toBeGreaterThan(0);
    expect(candidate.options.length).toBeGreaterThanOrEqual(2);
    for (const { title, security, operations, performance } of candidate.options) {
      for (const text of [title, security, operations, performance]) expect(text.length).toBeGreaterThan(5);
    }
    expect(candidate.question).toMatch(/\?/u);
    const free = ['threat-kinds', 'audit-events'];
    expect(candidate.blocks.filter(({ what }) => what === '')).toEqual([]);
    expect(candidate.blocks.length > 0).toBe(!free.includes(id));
  });

  it('goes away when the documents say it', () => {
    expect(candidatesOf({ ...OPEN, ...ANSWERS[id] }).map((each) => each.id)).not.toContain(id);
  });

  it('goes away with an accepted ADR that settles it, and it alone', () => {
    expect(candidatesOf(OPEN, adr(id, 'accepted')).map((each) => each.id)).toEqual(ids.filter((each) => each !== id));
  });

  it.each(['proposed', 'rejected', 'superseded', 'deprecated', 'draft'])('stays with an ADR that is %s', (status) => {
    expect(candidatesOf(OPEN, adr(id, status)).map((each) => each.id)).toEqual(ids);
  });

  it('stays when the answer is only a guess', () => {
    const guessed = Object.entries(ANSWERS[id] ?? {}).map(([heading, [header = '', ...rows]]): [string, string[]] => {
      const marked = rows.map((row) =>
        row
          .split(' | ')
          .map((cell) => `${cell} (unconfirmed)`)
          .join(' | '),
      );
      return [`1. ${heading}`, [header, ...marked]];
    });
    expect(guessed.length).toBe(1);
    expect(candidatesOf({ ...OPEN, ...Object.fromEntries(guessed) }).map((each) => each.id)).toEqual(ids);
  });
});
