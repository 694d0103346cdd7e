// A scratch cluster under plan and apply: sessions, files and inventories of it.

import type { ApplyOptions } from '../../../src/apply/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { connect, type Session, type Target } from '../../../src/session/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import type { Major } from '../../../src/pg/index.js';
import type { PlanOptions } from '../../../src/plan/index.js';

export interface Bench {
  readonly cluster: ScratchCluster;
  readonly planOptions: PlanOptions;
  readonly applyOptions: ApplyOptions;
  readonly inventory: () => Promise<Inventory>;
  readonly session: (database: string) => Promise<Session>;
  readonly run: (database: string, text: string) => Promise<void>;
}

const FORMER_HBA = 'host all all 127.0.0.0/8 scram-sha-256\n';

/** Null when this machine has no server of the major. */
export async function startBench(major: Major, superuser: string = 'pgrampart'): Promise<Bench | null> {
  const chosen = chooseServer(await discoverServers(), { major });
  if (!chosen.ok) return null;
  const cluster = await startScratch({ server: chosen.value, hba: FORMER_HBA, tls: 'on', superuser });
  const target = (database: string): Target => ({
    host: cluster.connection.host,
    port: cluster.connection.port,
    user: cluster.connection.user,
    password: cluster.connection.password,
    database,
    tls: { mode: 'disable', authority: null },
  });
  const session = (database: string): Promise<Session> => connect(target(database));
  return {
    cluster,
    session,
    inventory: () => collectInventory(target('postgres')),
    planOptions: {
      handOff: 'include',
      formerHba: FORMER_HBA,
      formerIdent: '',
      hbaLinesToSkip: cluster.harnessHbaLines.length,
    },
    applyOptions: {
      connect: session,
      maintenanceDatabase: 'postgres',
      collect: null,
      includeHandOff: true,
      files: {
        writeHba: async (text) => cluster.writeHba(text),
        writeIdent: async (text) => cluster.writeIdent(text),
        reload: async () => {
          const outcome = await cluster.reload();
          if (JSON.stringify(outcome).includes('refused')) throw new Error(JSON.stringify(outcome));
        },
        restart: () => cluster.restart(),
      },
    },
    run: async (database, text) => {
      const open = await session(database);
      try {
        await open.query(verbatim(text));
      } finally {
        await open.close();
      }
    },
  };
}
