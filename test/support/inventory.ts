// Small inventories for unit tests: say what matters, the rest has the default of a fresh cluster.
// `inventoryOf({ tables: [{ name: 'app.docs', columns: { id: 'uuid not null' } }] })` is a whole inventory.

import { sortBy } from '../../src/core/order.js';
import {
  INVENTORY_FORMAT,
  readSection,
  type ClusterSections,
  type DatabaseInventory,
  type Inventory,
  type Membership,
  type Role,
  type Section,
  type ServerFacts,
  type Setting,
} from '../../src/inventory/index.js';
import { databaseOf, type DatabaseSketch } from './database-inventory.js';

export interface InventorySketch extends DatabaseSketch {
  /** Default 18. */
  readonly major?: number;
  readonly server?: Partial<ServerFacts>;
  readonly roles?: readonly (Partial<Role> & { readonly name: string })[];
  readonly memberships?: readonly (Partial<Membership> & { readonly role: string; readonly member: string })[];
  /** `{ ssl: 'off' }` */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whole sections of the cluster, e.g. `hbaRules: readSection([...])` or `unreadable('…')`. */
  readonly cluster?: Partial<ClusterSections>;
  /** Instead of the one database that the sketch itself describes. */
  readonly databases?: readonly DatabaseSketch[];
}

export function inventoryOf(sketch: InventorySketch = {}): Inventory {
  const major = sketch.major ?? 18;
  const databases = sortBy((sketch.databases ?? [sketch]).map(databaseOf), (database) => database.name);
  return {
    formatVersion: INVENTORY_FORMAT,
    server: {
      versionNum: major * 10_000,
      major,
      origin: 'live',
      readAs: { role: 'postgres', superuser: true },
      substrateEvidence: [],
      availableExtensions: [],
      dataChecksums: true,
      ...sketch.server,
    },
    cluster: clusterOf(sketch, databases),
    databases,
  };
}

export function roleOf(sketch: Partial<Role> & { readonly name: string }): Role {
  return {
    superuser: false,
    inherit: true,
    createRole: false,
    createDb: false,
    login: false,
    replication: false,
    bypassRls: false,
    connectionLimit: -1,
    validUntil: null,
    password: { kind: 'none' },
    comment: null,
    ...sketch,
  };
}

/** What is named, plus `postgres` (the bootstrap superuser) unless it is named too. */
function rolesOf(sketch: InventorySketch): Section<Role> {
  const named = (sketch.roles ?? []).map(roleOf);
  const bootstrap = roleOf({
    name: 'postgres',
    superuser: true,
    login: true,
    createRole: true,
    createDb: true,
    replication: true,
    bypassRls: true,
  });
  const all = named.some((role) => role.name === 'postgres') ? named : [...named, bootstrap];
  return readSection(sortBy(all, (role) => role.name));
}

function clusterOf(sketch: InventorySketch, databases: readonly DatabaseInventory[]): ClusterSections {
  const memberships = (sketch.memberships ?? []).map((membership) => ({
    grantor: 'postgres',
    admin: false,
    inherit: true,
    set: true,
    ...membership,
  }));
  return {
    roles: rolesOf(sketch),
    memberships: readSection(sortBy(memberships, (membership) => [membership.role, membership.member])),
    roleSettings: readSection([]),
    databaseFacts: readSection(databases.map(databaseFactOf)),
    tablespaces: readSection([]),
    parameterAcls: readSection([]),
    settings: readSection(sortBy(Object.entries(sketch.settings ?? {}).map(settingOf), (setting) => setting.name)),
    hbaRules: readSection([]),
    identMaps: readSection([]),
    sessions: readSection([]),
    replicationSlots: readSection([]),
    clientConfigs: readSection([]),
    ...sketch.cluster,
  };
}

function databaseFactOf(database: DatabaseInventory) {
  return {
    name: database.name,
    owner: 'postgres',
    acl: null,
    encoding: 'UTF8',
    isTemplate: false,
    allowConnections: true,
    connectionLimit: -1,
    comment: null,
    notRead: null,
  };
}

function settingOf([name, value]: readonly [string, string]): Setting {
  return {
    name,
    value,
    unit: null,
    source: 'configuration file',
    sourceFile: 'postgresql.conf',
    context: 'sighup',
    bootValue: null,
    pendingRestart: false,
  };
}
