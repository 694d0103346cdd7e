// One thing that PostgreSQL protects: who owns it, who may use it, and how SQL names it.

import type { ObjectRef } from '../pg/object.js';
import type { Sql } from '../sql/sql.js';
import type { AclState } from './acl/state.js';

/** Something with an owner and an access control list. */
export interface Protected {
  readonly ref: ObjectRef;
  readonly owner: string;
  readonly acl: AclState;
  /** How SQL names it, without its kind. */
  readonly name: Sql;
  /** Sequences: the table column that owns it, whose owner it follows. */
  readonly follows: ObjectRef | null;
}
