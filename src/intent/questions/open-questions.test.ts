import { describe, expect, it } from 'vitest';
import { bindDocuments, intentOf } from '../../../test/support/intent.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { bindIntent } from '../bind/bind-intent.js';
import { readIntent } from '../read-intent.js';

const tenants = { name: 'app.tenants', columns: { id: 'uuid not null', name: 'text' }, primaryKey: ['id'] };
const orders = {
  name: 'app.orders',
  columns: { id: 'uuid not null', tenant_id: 'uuid not null', email: 'text' },
  foreignKeys: [{ columns: ['tenant_id'], references: 'app.tenants' }],
};

describe('questions', () => {
  it('asks one question each for what is wholly missing', () => {
    const { ids } = bindDocuments({}, { tables: [tenants, orders], roles: [{ name: 'shop', login: true }] });
    expect(ids).toEqual([
      'audit-architecture',
      'data-classification',
      'kind-of-logins',
      'ownership-of-schemas',
      'substrate',
      'tenant-isolation-strategy',
      'threat-model',
    ]);
  });

  it('is silent about what an accepted ADR settles, and only about that', () => {
    const adr = { path: 'adrs/0001-x.md', text: '---\nid: 1\nstatus: accepted\nsettles: [substrate]\n---\n' };
    const proposed = { path: 'adrs/0002-x.md', text: '---\nid: 2\nstatus: proposed\nsettles: [threat-model]\n---\n' };
    const ids = bindIntent(readIntent([adr, proposed]).intent, inventoryOf()).candidates.map(({ id }) => id);
    expect(ids).not.toContain('substrate');
    expect(ids).toContain('threat-model');
  });

  it('asks about custody, exposure, credentials, sources and kinds', () => {
    const { ids } = bindDocuments(
      {
        Deployment: ['Cluster | Substrate', 'c | self-managed'],
        Threats: ['ID | Threat | Kind', 'T1 | a | strange'],
        'Data protection rules': [
          'Location | Protection',
          '`app.orders.email` | pgcrypto',
          '`app.orders.id` | application',
        ],
        'Data Classification': ['Location | Class', '`app.orders` | regulated'],
        'Network Exposure': [
          'Endpoint | Public | Exception',
          'a:5432 | yes | needed',
          'b:5432 | no | none',
          'c:5432 | TBD | none',
        ],
        Logins: [
          'Login | Actor | Kind | Source',
          '`shop` | api | service | moon',
          '`postgres` | x | break-glass | local',
          '`old` | none | retired | none',
        ],
        Authorization: ['Actor | Resource | Operations', 'api | `app.orders` | select'],
        Components: ['Component | Owns', 'shop | `app`'],
        Audit: ['Event | Sink | Retention', 'DDL | syslog | TBD'],
        Secrets: [
          'Credential | Owner | Rotation',
          'password of `shop` | TBD | 30 days',
          'password of `postgres` | ops | 30 days',
        ],
      },
      { tables: [orders], roles: [{ name: 'shop', login: true }] },
    );
    expect(ids).toEqual([
      'audit-events',
      'exposure-of-a-5432',
      'exposure-of-c-5432',
      'key-custody-of-app-orders-email',
      'protection-by-application-only',
      'rotation-of-password-of-shop',
      'sources-of-logins',
      'tenant-isolation-strategy',
      'threat-kinds',
      'tls-material',
    ]);
  });

  it('leaves an unreadable section out without inventing absence', () => {
    const inventory = inventoryOf({
      tables: [orders],
      cluster: { roles: { status: 'unreadable', reason: 'no' } },
    });
    expect(bindIntent(intentOf({}), inventory).candidates.map(({ id }) => id)).not.toContain('kind-of-logins');
  });
});
