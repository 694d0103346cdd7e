// The matrix has a row for each pair of role and object, and is never whole in memory: an object is looked at
// when its rows are asked for, and what was handed out is let go. Bytes in use are not compared, they are everybody's.

import { setTimeout as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { accessIndex, accessMatrix } from '../access/index.js';
import type { Inventory } from '../inventory/index.js';
import type { AclItem } from '../pg/acl.js';
import { PUBLIC } from '../pg/grantee.js';
import { matrixJson } from './access-matrix.js';

const ROLES = 2000;
const TABLES = 50;
const ITEM: AclItem = { grantee: PUBLIC, grantor: 'postgres', privilege: 'SELECT', grantable: false };

/** An access control list that says when it is read. */
class WatchedList extends Array<AclItem> {
  onRead: () => void = () => undefined;

  override [Symbol.iterator](): ArrayIterator<AclItem> {
    this.onRead();
    return super[Symbol.iterator]();
  }
}

/** Every role holds SELECT on every table, by a grant to PUBLIC; each table has a list of its own. */
function sourceOf(onRead: () => void): Inventory {
  const tables = Array.from({ length: TABLES }, (_, place) => {
    const acl = WatchedList.of(ITEM);
    if (acl instanceof WatchedList) acl.onRead = onRead;
    return { name: `app.t${place}`, acl };
  });
  return inventoryOf({ tables, roles: Array.from({ length: ROLES }, (_, place) => ({ name: `role_${place}` })) });
}

it('a table is looked at when its rows are asked for, and pieces stay small', () => {
  let [looked, rows, longest] = [0, 0, 0];
  for (const piece of matrixJson(
    sourceOf(() => (looked += 1)),
    false,
  )) {
    rows += piece.split('\n').length;
    longest = Math.max(longest, piece.length);
    expect(looked).toBeLessThanOrEqual(Math.ceil(rows / ROLES) + 1);
  }
  expect(looked).toBe(TABLES);
  expect(rows).toBeGreaterThan(ROLES * TABLES);
  expect(longest).toBeLessThan(70_000);
});

it('no row is kept once it was handed out', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: unknown = runInNewContext('gc');
  const rows = accessMatrix(accessIndex(sourceOf(() => undefined)));
  const handedOut = takeHalf(rows);
  // What was made or looked at in this turn lives until its end.
  await turn(0);
  if (typeof collectGarbage === 'function') collectGarbage();
  expect(handedOut).toHaveLength((ROLES * TABLES) / 200);
  // The engine may hold one or two a moment longer; a matrix that is kept holds them all.
  expect(handedOut.filter((row) => row.deref() !== undefined).length).toBeLessThan(5);
  expect(rows.next().done).toBe(false);
});

/** Every hundredth of the first half; the last one taken is not among them. */
function takeHalf(rows: Iterator<object>): readonly WeakRef<object>[] {
  const taken: WeakRef<object>[] = [];
  for (let place = 1; place <= (ROLES * TABLES) / 2 + 1; place += 1) {
    const { value } = rows.next();
    if (place % 100 === 0) taken.push(new WeakRef(value));
  }
  return taken;
}
