import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeInventory, encodeInventory, inventoryJsonSchema } from './codec.js';
import { fingerprint, stableInventory } from './equal.js';
import { inventoryOf } from '../../test/support/inventory.js';
import type { Inventory } from './model.js';
import { itemsOf, readSection } from './section.js';

function withFormat(formatVersion: unknown): string {
  return JSON.stringify({ ...inventoryOf(), formatVersion });
}

function codes(text: string) {
  const decoded = decodeInventory(text);
  return decoded.ok ? [] : decoded.error.map((problem) => problem.code);
}

describe('the codec', () => {
  it('gives back what it was given', () => {
    const inventory = inventoryOf({
      roles: [{ name: '"; drop table x; --' }, { name: 'a' }],
      tables: [{ name: 'app.t', columns: { id: 'uuid not null' } }],
    });
    expect(decodeInventory(encodeInventory(inventory))).toEqual({ ok: true, value: inventory });
  });

  it('keeps a reason, and what was only partly read', () => {
    const inventory: Inventory = inventoryOf();
    const partly: Inventory = {
      ...inventory,
      cluster: {
        ...inventory.cluster,
        hbaRules: { status: 'unreadable', reason: 'permission denied' },
        roles: { status: 'read', items: itemsOf(inventory.cluster.roles), partial: 'no passwords' },
      },
    };
    expect(decodeInventory(encodeInventory(partly))).toEqual({ ok: true, value: partly });
  });

  it('takes a newer minor version and drops what it does not know', () => {
    const newer = JSON.stringify({ ...inventoryOf(), formatVersion: '1.7', moon: 'full' });
    expect(decodeInventory(newer)).toEqual({ ok: true, value: inventoryOf() });
  });

  it.each([
    [withFormat('2.0'), 'inventory-version'],
    [withFormat(undefined), 'inventory-version'],
    ['{"half":', 'inventory-json'],
    ['null', 'inventory-version'],
    [JSON.stringify({ ...inventoryOf(), databases: 3 }), 'inventory-shape'],
    [withFormat('1.0').replace('"status":"read"', '"status":"perhaps"'), 'inventory-shape'],
  ])('refuses %.30s…', (text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('publishes its schema', () => {
    const published = readFileSync(new URL('../../schemas/inventory.schema.json', import.meta.url), 'utf8');
    expect(published, 'run node scripts/generate-schemas.mjs').toBe(inventoryJsonSchema());
  });
});

describe('equality', () => {
  it('does not see row estimates, connected sessions and active slots', () => {
    const quiet = inventoryOf({ tables: [{ name: 'app.t' }] });
    const busy: Inventory = {
      ...inventoryOf({ tables: [{ name: 'app.t', estimatedRows: 99 }] }),
      cluster: {
        ...quiet.cluster,
        sessions: readSection([
          { role: 'a', database: 'd', source: null, tlsVersion: null, application: '', count: 1 },
        ]),
      },
    };
    expect(fingerprint(busy)).toBe(fingerprint(quiet));
  });

  it('takes a missing ACL for its default, but not an empty one', () => {
    const implicit = inventoryOf({ tables: [{ name: 'app.t', acl: null }] });
    const written = stableInventory(implicit);
    expect(fingerprint(written)).toBe(fingerprint(implicit));
    expect(fingerprint(inventoryOf({ tables: [{ name: 'app.t', acl: [] }] }))).not.toBe(fingerprint(implicit));
  });

  it('sees an attribute, a grant and a reason', () => {
    const base = inventoryOf({ roles: [{ name: 'a' }] });
    const unread: Inventory = { ...base, cluster: { ...base.cluster, roles: { status: 'unreadable', reason: 'x' } } };
    const others = [inventoryOf({ roles: [{ name: 'a', superuser: true }] }), unread, inventoryOf()];
    expect(new Set([base, ...others].map(fingerprint)).size).toBe(4);
  });
});
