// What facts are drawn from: a database's roles and objects, and the dice.

import type { DatabaseInventory } from '../../../../src/inventory/index.js';
import { PUBLIC, roleGrantee, type Grantee } from '../../../../src/pg/grantee.js';
import type { ObjectRef } from '../../../../src/pg/object.js';
import type { Dice } from '../../access/dice.js';

export interface Ground {
  readonly dice: Dice;
  readonly major: number;
  readonly database: string;
  readonly roles: readonly string[];
  readonly inventory: DatabaseInventory;
  readonly objects: readonly ObjectRef[];
  /** Tables, for what only they have. */
  readonly tables: readonly ObjectRef[];
}

export function anyGrantee({ dice, roles }: Ground): Grantee {
  return dice.chance(20) ? PUBLIC : roleGrantee(dice.pick(roles));
}
