// Ways into the cluster as facts: what a plan must keep open for the tests themselves, and for a login over TCP.

import type { Fact } from '../../../src/demand/model.js';

/** How the plan's own sessions come in: without it a default of deny would shut them out. */
export const APPLIER_ADMITTED: Fact = {
  kind: 'hba-admit',
  transport: 'local',
  database: { kind: 'all' },
  role: 'pgrampart',
  range: null,
  method: 'peer',
  options: [],
};

export function admitted(role: string, database: string, range: string): Fact {
  return {
    kind: 'hba-admit',
    transport: 'tcp',
    database: { kind: 'name', name: database },
    role,
    range,
    method: 'scram-sha-256',
    options: [],
  };
}
