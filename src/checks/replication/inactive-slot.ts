// Replication slots that nobody is connected to.
// https://www.postgresql.org/docs/current/view-pg-replication-slots.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'replication/inactive-slot',
  title: 'A replication slot is not in use',
  severity: 'low',
  confidence: 'high',
  threats: ['replication-exfiltration'],
  references: ['https://www.postgresql.org/docs/current/view-pg-replication-slots.html'],
  needs: ['replicationSlots'],
  doc: {
    what: 'Replication slots that nobody is connected to.',
    why: 'It keeps write-ahead log for whoever comes next, until the disk is full.',
    fix: 'Drop it, or connect its consumer.',
  },
  examples: [
    {
      title: 'a forgotten slot',
      sql: `SELECT pg_create_physical_replication_slot('forgotten')`,
      expect: ['server:forgotten'],
    },
    { title: 'none', sql: `SELECT 1`, expect: [] },
  ],
  check: ({ inventory }) =>
    itemsOf(inventory.cluster.replicationSlots)
      .filter((slot) => !slot.active)
      .map((slot) => ({
        subject: objectRef('server', [slot.name]),
        detail: `Slot ${slot.name} (${slot.slotType}) is inactive.`,
      })),
});
