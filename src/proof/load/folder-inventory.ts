// A directory of files becomes an inventory: its SQL is loaded on a scratch cluster and read there; sections
// that a running server alone can have are unreadable; configuration comes from the files.

import { collectInventory } from '../../collect/index.js';
import type { FolderSource } from '../../collect/files/folder.js';
import { itemsOf, readSection, unreadable, type DatabaseInventory, type Inventory } from '../../inventory/index.js';
import { filterSection, mapSection } from '../../inventory/section.js';
import { textAt } from '../../sql/parse-tree.js';
import { targetAs } from '../clone/door.js';
import { isRulesFileName, type ScratchCluster } from '../scratch/index.js';
import { wrapperOf } from './extensions.js';
import { fileHbaRules, fileIdentMaps, ruleFiles } from './file-sections.js';
import { fileSettings } from './file-settings.js';
import { markIncomplete } from './incomplete.js';
import { loadDump, type LoadReport } from './load-dump.js';
import { extensionNames, statedEventTriggers, statedExtensions, statedSubscriptions } from './stated.js';
import { isCreated, statedDatabase, statedSuperuser } from './stated-cluster.js';
import type { Withheld } from './withheld.js';

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
  for (const file of ruleFiles(folder)) if (isRulesFileName(file.path)) cluster.writeRulesFile(file.path, file.text);
  // The server reads the file's text for pg_hba_file_rules; its rules are never put in force here.
  if (folder.hba !== null) cluster.writeHba(folder.hba.text);
  const live = await collectInventory(targetAs(cluster, database, cluster.superuser), { databases: load.databases });
  return { inventory: asFiles(live, folder, cluster, load), load };
}

function asFiles(live: Inventory, folder: FolderSource, cluster: ScratchCluster, load: LoadReport): Inventory {
  const loaded = new Set(load.databases);
  const ours: Inventory = {
    ...live,
    server: { ...live.server, origin: 'files', substrateEvidence: [], availableExtensions: [], dataChecksums: null },
    cluster: {
      ...live.cluster,
      roles: rolesOf(live, load, cluster.superuser),
      databaseFacts: databasesOf(live, load),
      settings: fileSettings(folder, live.cluster.settings),
      hbaRules: fileHbaRules(folder, {
        scratch: live.cluster.hbaRules,
        lead: cluster.harnessHbaLines.length,
        major: cluster.major,
      }),
      identMaps: fileIdentMaps(folder, cluster.major),
      sessions: unreadable('files hold no sessions'),
      replicationSlots: unreadable('files hold no replication slots'),
      clientConfigs: folder.clientConfigs,
    },
    databases: live.databases
      .filter((item) => loaded.has(item.name))
      .map((database) => completed(database, load.withheld, cluster.superuser)),
  };
  // The role that stands for our superuser is there, as the files say it.
  return markIncomplete(
    ours,
    load.withheld.filter((item) => !isSuperusers(item, cluster.superuser)),
  );
}

function isSuperusers({ statement: { kind, node } }: Withheld, superuser: string): boolean {
  return kind === 'CreateRoleStmt'
    ? textAt(node, 'role') === superuser
    : kind === 'AlterRoleStmt' && textAt(node, 'role', 'rolename') === superuser;
}

function rolesOf(live: Inventory, load: LoadReport, superuser: string): Inventory['cluster']['roles'] {
  const roles = mapSection(live.cluster.roles, (role) =>
    role.name === superuser ? statedSuperuser(role, load.withheld) : role,
  );
  if (roles.status !== 'read' || load.assumedRoles.length === 0) return roles;
  return { ...roles, partial: `named but not created in the files: ${load.assumedRoles.join(', ')}` };
}

function databasesOf(live: Inventory, load: LoadReport): Inventory['cluster']['databaseFacts'] {
  const stated = mapSection(
    filterSection(live.cluster.databaseFacts, (fact) => load.databases.includes(fact.name)),
    (fact) => statedDatabase(fact, load.databaseStatements),
  );
  const unstated = load.databases.filter((name) => !isCreated(name, load.databaseStatements));
  if (stated.status !== 'read' || unstated.length === 0) return stated;
  const partial = `the files do not create ${unstated.join(', ')}: unless said apart, owner, privileges and limits are those of a new database`;
  return { ...stated, partial };
}

function completed(database: DatabaseInventory, all: readonly Withheld[], superuser: string): DatabaseInventory {
  const mine = all.filter((item) => item.database === database.name);
  const missing = extensionNames(mine);
  const wrappers = new Map(missing.map((name) => [wrapperOf(name), name]));
  const subscriptions = statedSubscriptions(mine, superuser);
  return {
    ...database,
    eventTriggers: readSection(statedEventTriggers(mine, database, superuser)),
    subscriptions:
      subscriptions.length === 0
        ? readSection([])
        : { status: 'read', items: subscriptions, partial: 'a dump does not say whether a subscription is enabled' },
    extensions: extensionsOf(database, mine, superuser),
    foreignDataWrappers: mapSection(database.foreignDataWrappers, (each) => ({
      ...each,
      extension: wrappers.get(each.name) ?? each.extension,
    })),
    largeObjects:
      itemsOf(database.largeObjects).length === 0
        ? unreadable('the files list no large objects: a dump of the schema alone leaves them out')
        : database.largeObjects,
  };
}

function extensionsOf(
  database: DatabaseInventory,
  withheld: readonly Withheld[],
  superuser: string,
): DatabaseInventory['extensions'] {
  const items = statedExtensions(withheld, itemsOf(database.extensions), superuser);
  // plpgsql is everywhere.
  if (items.length <= 1) return readSection(items);
  return { status: 'read', items, partial: 'a dump does not say which version of an extension is installed' };
}
