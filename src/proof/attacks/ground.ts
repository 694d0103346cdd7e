// What attacks run on: a scratch cluster that holds the hardened state, what was seeded there, and the ways
// in. Facts that only choose the form of a statement (which columns a role may name) are asked once, in the
// hardened state, so that the same statements run again without the control.

import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { Attack } from '../../attack/model.js';
import type { Carrier } from '../../pg/carrier.js';
import type { ObjectRef } from '../../pg/object.js';
import type { ScratchCluster } from '../scratch/index.js';
import type { Seeds } from '../tenants/model.js';
import { Admin } from './admin.js';
import type { Network } from './network.js';
import { Probes } from './probes.js';
import { RelationFacts } from './relation-facts.js';
import { RoutineFacts } from './routine-facts.js';
import { SessionPool } from './session-pool.js';
import { StandIns } from './stand-in.js';
import { TenantRoles } from './tenant-role.js';
import { TenantTokens } from './tenant-tokens.js';

export interface GroundParts {
  readonly cluster: ScratchCluster;
  readonly seeds: Seeds;
  /** The hardened state. */
  readonly inventory: Inventory;
  /** Any database in which the harness may run cluster-wide statements. */
  readonly database: string;
  /** All attacks that will run here: some say how the sessions of others carry their tenant. */
  readonly attacks: readonly Attack[];
}

export class Ground {
  readonly cluster: ScratchCluster;
  readonly seeds: Seeds;
  readonly inventory: Inventory;
  /** Where attacks run whose objects name no database. */
  readonly database: string;
  readonly admin: Admin;
  readonly sessions: SessionPool;
  readonly standIns: StandIns;
  readonly tenantRoles: TenantRoles;
  readonly tenantTokens: TenantTokens;
  readonly relations: RelationFacts;
  readonly routines: RoutineFacts;
  readonly probes: Probes;
  /** Null until connection attacks were prepared: see `openNetwork`. */
  network: Network | null = null;

  readonly #carriers: ReadonlyMap<string, Carrier>;
  readonly #roles: ReadonlySet<string>;

  constructor(parts: GroundParts) {
    this.cluster = parts.cluster;
    const known = parts.attacks.flatMap((attack) => (attack.kind === 'tenant' ? [attack] : []));
    this.#carriers = new Map(known.map(({ relation, carrier }) => [JSON.stringify(relation.path), carrier]));
    this.seeds = parts.seeds;
    this.inventory = parts.inventory;
    this.database = parts.database;
    this.admin = new Admin(parts.cluster);
    this.standIns = new StandIns(this.admin, parts.cluster.major, parts.database);
    this.#roles = new Set(itemsOf(parts.inventory.cluster.roles).map((role) => role.name));
    this.tenantRoles = new TenantRoles(this.admin, parts.database, this.#roles);
    this.sessions = new SessionPool(parts.cluster, this.standIns);
    this.tenantTokens = new TenantTokens(this.sessions, parts.inventory);
    this.relations = new RelationFacts(this.admin);
    this.routines = new RoutineFacts(this.admin);
    this.probes = new Probes(this.admin);
  }

  hasRole(name: string): boolean {
    return this.#roles.has(name);
  }

  databaseOf(object: ObjectRef): string {
    return object.database ?? this.database;
  }

  /** How a session says whose it is, where this relation is isolated. */
  carrierOf(relation: ObjectRef): Carrier | null {
    return this.#carriers.get(JSON.stringify(relation.path.slice(0, 2))) ?? null;
  }

  /** After a restart of the server: all connections are gone, what is known stays. */
  async disconnect(): Promise<void> {
    await this.sessions.close();
    await this.admin.close();
  }

  /** Leaves the cluster as it was found: no stand-ins, no probes, the former passwords. */
  async close(): Promise<void> {
    try {
      await this.tenantTokens.dismiss();
    } finally {
      await this.sessions.close();
    }
    try {
      await this.network?.restore();
      await this.probes.dismiss();
      await this.standIns.dismiss();
      await this.tenantRoles.dismiss();
    } finally {
      await this.admin.close();
    }
  }
}
