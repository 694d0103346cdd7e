// What lineage answers: routes by which a base column, or a relation, can be read, and by whom.

import type { ObjectRef } from '../pg/object.js';
import type { Channel } from './path.js';

export type LineageChannel = 'table' | Channel;

export interface LineageRoute {
  readonly channel: LineageChannel;
  /** What is used, and through what it gets the column, the base relation last. */
  readonly through: readonly ObjectRef[];
  /** `certain`: from the catalog's dependencies. `named`: a body or a foreign table names it. */
  readonly confidence: 'certain' | 'named';
  /** Roles that can use it, superusers included; sorted. */
  readonly readers: readonly string[];
}

export interface Lineage {
  /** What was asked for. */
  readonly column: ObjectRef;
  readonly routes: readonly LineageRoute[];
  /** Everybody who reads it in any way. */
  readonly readers: readonly string[];
}
