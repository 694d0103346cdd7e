// The matrix has a row for each pair of role and object, and is never whole in memory.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import type { Inventory } from '../inventory/index.js';
import { PUBLIC } from '../pg/grantee.js';
import { matrixJson } from './access-matrix.js';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Every role holds SELECT on every table, by one grant to PUBLIC. */
function sourceOf(roles: number): Inventory {
  const tables = Array.from({ length: 100 }, (_, place) => ({
    name: `app.t${place}`,
    acl: [{ grantee: PUBLIC, grantor: 'postgres', privilege: 'SELECT' as const, grantable: false }],
  }));
  return inventoryOf({ tables, roles: Array.from({ length: roles }, (_, place) => ({ name: `role_${place}` })) });
}

interface Streamed {
  readonly characters: number;
  /** Bytes in use at most, beyond those before the first piece. */
  readonly kept: number;
}

function inUse(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
}

function stream(roles: number): Streamed {
  const inventory = sourceOf(roles);
  const before = inUse();
  let [characters, kept, pieces] = [0, 0, 0];
  for (const piece of matrixJson(inventory, false)) {
    characters += piece.length;
    pieces += 1;
    if (pieces % 64 === 1) kept = Math.max(kept, inUse() - before);
  }
  return { characters, kept: Math.max(kept, inUse() - before) };
}

it('memory does not grow with the pairs', () => {
  stream(10);
  const few = stream(100);
  const many = stream(2000);
  expect(many.characters).toBeGreaterThan(19 * few.characters);
  // What grows is the table of roles.
  expect(many.kept).toBeLessThan(many.characters / 40);
});
