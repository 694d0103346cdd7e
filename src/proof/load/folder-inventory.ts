// A directory of files becomes an inventory: its SQL is loaded on a scratch cluster and read there; sections
// that a running server alone can have are unreadable; configuration comes from the files.

import { collectInventory } from '../../collect/index.js';
import type { FolderSource } from '../../collect/files/folder.js';
import { readSection, unreadable, type Inventory } from '../../inventory/index.js';
import { targetAs } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';
import { fileHbaRules, fileIdentMaps, fileSettings } from './file-sections.js';
import { loadDump, type LoadReport } from './load-dump.js';

export interface FolderInventory {
  readonly inventory: Inventory;
  readonly load: LoadReport;
}

/**
 * `cluster`: a fresh one for this alone, best with `postgres` as its superuser, since files name it.
 * `database`: where SQL before any `\connect` belongs. @throws OperationError
 */
export async function inventoryOfFolder(
  folder: FolderSource,
  cluster: ScratchCluster,
  database: string,
): Promise<FolderInventory> {
  const load = await loadDump(folder.sql, cluster, { database });
  for (const file of folder.others) {
    const name = file.path;
    if (folder.hba !== null && /^[a-z0-9_-]+(\.[a-z0-9]+)?$/iu.test(name) && !RESERVED.has(name))
      cluster.writeRulesFile(name, file.text);
  }
  // The server reads the file's text for pg_hba_file_rules; its rules are never put in force here.
  if (folder.hba !== null) cluster.writeHba(folder.hba.text);
  const live = await collectInventory(targetAs(cluster, database, cluster.superuser), { databases: load.databases });
  return { inventory: asFiles(live, folder, cluster, load), load };
}

const RESERVED: ReadonlySet<string> = new Set([
  'postgresql.conf',
  'settings.conf',
  'pg_hba.conf',
  'pg_ident.conf',
  'ca.crt',
  'server.crt',
  'server.key',
]);

function asFiles(live: Inventory, folder: FolderSource, cluster: ScratchCluster, load: LoadReport): Inventory {
  const loaded = new Set(load.databases);
  const facts = live.cluster.databaseFacts;
  return {
    ...live,
    server: { ...live.server, origin: 'files', substrateEvidence: [], availableExtensions: [], dataChecksums: null },
    cluster: {
      ...live.cluster,
      databaseFacts: facts.status === 'read' ? readSection(facts.items.filter((fact) => loaded.has(fact.name))) : facts,
      settings: fileSettings(folder, live.cluster.settings),
      hbaRules: fileHbaRules(folder, live.cluster.hbaRules, cluster.harnessHbaLines.length),
      identMaps: fileIdentMaps(folder, cluster.major),
      sessions: unreadable('files hold no sessions'),
      replicationSlots: unreadable('files hold no replication slots'),
      clientConfigs: readSection(folder.clientConfigs),
    },
    databases: live.databases.filter((item) => loaded.has(item.name)),
  };
}
