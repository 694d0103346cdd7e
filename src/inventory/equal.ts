// When two inventories are the same: volatile parts aside, ACLs written out (a missing one is its kind's
// default) and sorted. Laws "fixpoint" and "inverse" and a plan's fingerprint compare in this form.

import { canonicalHash } from '../core/canonical-json.js';
import { effectiveAcl, type Acl } from '../pg/acl.js';
import { sortAcl } from '../pg/aclitem.js';
import type { ObjectKind } from '../pg/object.js';
import type { DatabaseInventory, Inventory } from './model.js';
import { readSection, type Section } from './section.js';

/** Without sessions, slot activity and row estimates, which change by themselves, and files of no server. */
export function stableInventory(inventory: Inventory): Inventory {
  const { cluster, server } = inventory;
  const fix = normaliser(server.major);
  return {
    ...inventory,
    cluster: {
      ...cluster,
      sessions: readSection([]),
      clientConfigs: readSection([]),
      replicationSlots: each(cluster.replicationSlots, (slot) => ({ ...slot, active: false })),
      databaseFacts: each(cluster.databaseFacts, (fact) => fix('database', fact)),
      tablespaces: each(cluster.tablespaces, (tablespace) => fix('tablespace', tablespace)),
      parameterAcls: each(cluster.parameterAcls, (item) => ({ ...item, acl: sorted(item.acl) })),
    },
    databases: inventory.databases.map((database) => stableDatabase(database, fix)),
  };
}

function stableDatabase(database: DatabaseInventory, fix: Normalise): DatabaseInventory {
  return {
    ...database,
    schemas: each(database.schemas, (schema) => fix('schema', schema)),
    relations: each(database.relations, (relation) => ({ ...fix(relation.kind, relation), estimatedRows: 0 })),
    columns: each(database.columns, (column) => ({ ...column, acl: sorted(column.acl ?? []) })),
    routines: each(database.routines, (routine) => fix('routine', routine)),
    types: each(database.types, (type) => fix('type', type)),
    languages: each(database.languages, (language) => fix('language', language)),
    largeObjects: each(database.largeObjects, (object) => fix('large-object', object)),
    foreignDataWrappers: each(database.foreignDataWrappers, (wrapper) => fix('foreign-data-wrapper', wrapper)),
    foreignServers: each(database.foreignServers, (server) => fix('foreign-server', server)),
    defaultPrivileges: each(database.defaultPrivileges, (item) => ({ ...item, acl: sortAcl(item.acl) })),
  };
}

/** SHA-256 (hexadecimal) of the stable form: what a plan is bound to. */
export function fingerprint(inventory: Inventory): string {
  return canonicalHash(stableInventory(inventory));
}

interface Owned {
  readonly owner: string;
  readonly acl: Acl;
}

type Normalise = <T extends Owned>(kind: ObjectKind, item: T) => T;

function normaliser(major: number): Normalise {
  return (kind, item) => ({ ...item, acl: sortAcl(effectiveAcl(kind, item.owner, item.acl, major)) });
}

function sorted(acl: Acl): Acl {
  return acl === null ? null : sortAcl(acl);
}

function each<T>(section: Section<T>, change: (item: T) => T): Section<T> {
  return section.status === 'read' ? { ...section, items: section.items.map(change) } : section;
}
