// When two inventories are the same: volatile parts aside, ACLs written out (a missing one is its kind's
// default) and sorted. Laws "fixpoint" and "inverse" and a plan's fingerprint compare in this form.

import { canonicalHash } from '../core/canonical-json.js';
import { effectiveAcl, type Acl } from '../pg/acl.js';
import { sortAcl } from '../pg/aclitem.js';
import type { ObjectKind } from '../pg/object.js';
import { featuresOf } from '../pg/version.js';
import type { DatabaseInventory, Inventory } from './model.js';
import type { ClusterSections } from './cluster.js';
import { mapSection, readSection } from './section.js';

/** Without the reader's way in, sessions, statistics, slot activity and row estimates, which change by themselves, and files of no server. */
export function stableInventory(inventory: Inventory): Inventory {
  const { cluster, server } = inventory;
  const fix = normaliser(server.major);
  const { role: reader, superuser } = server.readAs;
  return {
    ...inventory,
    server: { ...server, readAs: { role: reader, superuser } },
    cluster: {
      ...withoutStatistics(cluster),
      // Once set, VALID UNTIL cannot be unset again; for ever is for ever.
      roles: mapSection(cluster.roles, (role) => ({
        ...role,
        validUntil: role.validUntil === 'infinity' ? null : role.validUntil,
      })),
      // Before 16 who granted a membership is a note: no grant hangs on it, and only a superuser may write it.
      memberships: mapSection(cluster.memberships, (each) =>
        featuresOf(server.major).membershipOptions ? each : { ...each, grantor: null },
      ),
      sessions: readSection([]),
      clientConfigs: readSection([]),
      replicationSlots: mapSection(cluster.replicationSlots, (slot) => ({ ...slot, active: false })),
      databaseFacts: mapSection(cluster.databaseFacts, (fact) => fix('database', fact)),
      tablespaces: mapSection(cluster.tablespaces, (tablespace) => fix('tablespace', tablespace)),
      parameterAcls: mapSection(cluster.parameterAcls, (item) => ({ ...item, acl: sorted(item.acl) })),
    },
    databases: inventory.databases.map((database) => stableDatabase(database, fix)),
  };
}

function stableDatabase(database: DatabaseInventory, fix: Normalise): DatabaseInventory {
  return {
    ...database,
    schemas: mapSection(database.schemas, (schema) => fix('schema', schema)),
    relations: mapSection(database.relations, (relation) => ({ ...fix(relation.kind, relation), estimatedRows: 0 })),
    columns: mapSection(database.columns, (column) => ({ ...column, acl: sorted(column.acl ?? []) })),
    routines: mapSection(database.routines, (routine) => fix('routine', routine)),
    types: mapSection(database.types, (type) => fix('type', type)),
    languages: mapSection(database.languages, (language) => fix('language', language)),
    largeObjects: mapSection(database.largeObjects, (object) => fix('large-object', object)),
    foreignDataWrappers: mapSection(database.foreignDataWrappers, (wrapper) => fix('foreign-data-wrapper', wrapper)),
    foreignServers: mapSection(database.foreignServers, (server) => fix('foreign-server', server)),
    defaultPrivileges: mapSection(database.defaultPrivileges, (item) => ({ ...item, acl: sortAcl(item.acl) })),
  };
}

/** The sections that say what is, without the one that says how much is going on: not having it is no gap. */
export function withoutStatistics(cluster: ClusterSections): Omit<ClusterSections, 'statementStatistics'> {
  const { statementStatistics: _, ...others } = cluster;
  return others;
}

/** SHA-256 (hexadecimal) of the stable form: what a plan is bound to. */
export function fingerprint(inventory: Inventory): string {
  const known = fingerprints.get(inventory);
  if (known !== undefined) return known;
  const made = canonicalHash(stableInventory(inventory));
  fingerprints.set(inventory, made);
  return made;
}

const fingerprints = new WeakMap<Inventory, string>();

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
