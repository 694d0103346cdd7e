// What a plan is bound to: everything that was read, but for what changes while nothing is decided
// (sessions, estimates, who read it). Applying to another state is refused.

import { canonicalHash } from '../core/canonical-json.js';
import type { Inventory } from '../inventory/index.js';
import { itemsOf } from '../inventory/section.js';

export function fingerprintOf(inventory: Inventory): string {
  const {
    sessions: _sessions,
    replicationSlots: _slots,
    clientConfigs: _configs,
    settings,
    ...cluster
  } = inventory.cluster;
  return canonicalHash({
    major: inventory.server.major,
    cluster,
    settings: itemsOf(settings)
      // What the reading session set for itself says nothing about the server.
      .filter((each) => !['client', 'session', 'user', 'database', 'database user', 'override'].includes(each.source))
      .map(({ name, value, source }) => ({ name, value, source })),
    databases: inventory.databases.map((database) => ({
      ...database,
      relations: itemsOf(database.relations).map(
        ({ estimatedRows: _rows, populated: _populated, ...relation }) => relation,
      ),
    })),
  });
}
