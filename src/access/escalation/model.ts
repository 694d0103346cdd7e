// One edge of the escalation graph: what a role can become or run beyond what it holds, how, why, and what
// stops it. Direct edges only: the graph's closure is the caller's.

import type { Inventory } from '../../inventory/index.js';
import type { Grantee } from '../../pg/grantee.js';
import type { ObjectRef } from '../../pg/object.js';
import type { AccessIndex } from '../access-index.js';

export type EscalationTarget =
  | { readonly kind: 'role'; readonly name: string }
  /** Every role that is no superuser (CREATEROLE before 16). */
  | { readonly kind: 'any-role' }
  /** The operating-system account of the server, and with it everything. */
  | { readonly kind: 'host' }
  /** Whoever uses the object: writes the table, calls the function, has the schema in its search_path. */
  | { readonly kind: 'users-of'; readonly object: ObjectRef }
  /** Every row of every database, whatever lists and policies say. */
  | { readonly kind: 'all-data' }
  /** Sessions of other roles. */
  | { readonly kind: 'sessions' }
  /** Another server (or this one again), as whom the mapping or the connection names. */
  | { readonly kind: 'remote'; readonly server: string };

export const ESCALATION_HOWS = [
  'admin-option',
  'all-data-maintain',
  'all-data-read',
  'all-data-write',
  'bypass-rls',
  'connection-function',
  'createrole',
  'definer-function',
  'definer-search-path',
  'event-trigger',
  'function-owner',
  'inherit',
  'parameter',
  'replication',
  'schema-create',
  'server-files',
  'server-program',
  'set-role',
  'signal-backend',
  'subscription',
  'superuser',
  'trigger-privilege',
  'untrusted-function',
  'user-mapping',
] as const;
export type EscalationHow = (typeof ESCALATION_HOWS)[number];

export interface EscalationEdge {
  readonly from: Grantee;
  readonly to: EscalationTarget;
  readonly how: EscalationHow;
  /** The object that is the way, where one is. */
  readonly through: ObjectRef | null;
  readonly why: string;
  readonly stop: string;
}

export interface EscalationFacts {
  readonly inventory: Inventory;
  readonly access: AccessIndex;
  readonly major: number;
}

export function targetKey(target: EscalationTarget): string {
  switch (target.kind) {
    case 'role':
      return `role:${target.name}`;
    case 'users-of':
      return `users-of:${JSON.stringify([target.object.kind, target.object.database ?? '', ...target.object.path])}`;
    case 'remote':
      return `remote:${target.server}`;
    default:
      return target.kind;
  }
}
