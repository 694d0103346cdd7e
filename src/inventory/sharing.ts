// What lets data in and out of a database besides its tables: defaults, foreign data, replication.

import type { AclItem, Acl } from '../pg/acl.js';

export interface DefaultPrivilege {
  readonly role: string;
  /** Null: global (FOR ROLE without IN SCHEMA). */
  readonly schema: string | null;
  readonly objectKind: 'table' | 'sequence' | 'routine' | 'type' | 'schema' | 'large-object';
  readonly acl: readonly AclItem[];
}

export interface LargeObject {
  readonly oid: string;
  readonly owner: string;
  readonly acl: Acl;
}

export interface EventTrigger {
  readonly name: string;
  readonly event: string;
  readonly owner: string;
  readonly function: string;
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always';
  readonly tags: readonly string[];
}

export interface ForeignDataWrapper {
  readonly name: string;
  readonly owner: string;
  readonly acl: Acl;
  readonly extension: string | null;
}

export interface ForeignServer {
  readonly name: string;
  readonly wrapper: string;
  readonly owner: string;
  readonly acl: Acl;
  /** Option names only: values may hold secrets. */
  readonly optionNames: readonly string[];
}

/** `role` null: PUBLIC. `hasPassword` null: the options are hidden from the reading role. */
export interface UserMapping {
  readonly server: string;
  readonly role: string | null;
  readonly optionNames: readonly string[];
  readonly hasPassword: boolean | null;
}

export interface Publication {
  readonly name: string;
  readonly owner: string;
  readonly allTables: boolean;
  /** `columns` null: all of them. */
  readonly tables: readonly {
    readonly schema: string;
    readonly name: string;
    readonly filter: string | null;
    readonly columns?: readonly string[] | null;
  }[];
  readonly schemas: readonly string[];
  readonly publishes: readonly string[];
  /** publish_via_partition_root */
  readonly viaRoot?: boolean;
}

export interface Subscription {
  readonly name: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly connectionHasPassword: boolean | null;
  readonly publications: readonly string[];
}
