// Reads a live cluster: the cluster-wide sections once, then every database one may connect to, each in
// one snapshot of its own. What cannot be read is said where it is missing.

import { sortBy } from '../core/order.js';
import {
  type ClusterSections,
  type DatabaseFact,
  type DatabaseInventory,
  INVENTORY_FORMAT,
  type Inventory,
  type Section,
} from '../inventory/index.js';
import { type ServerProblem, type Session, type Target, toOperationError } from '../session/index.js';
import { withQuotes } from './cluster/hba-quotes.js';
import { withIdentFile } from './cluster/ident-file.js';
import { clusterFamilies } from './cluster/index.js';
import { ReadingConnections } from './connection.js';
import { databaseFamilies } from './database/index.js';
import type { Reader } from './family.js';
import { beginExported, openBeside } from './second-connection.js';
import { beginSnapshot, endSnapshot, fixSpelling, readFamily, readSections, type Snapshot } from './snapshot.js';
import { readServer, type ServerAnswer } from './server.js';
import { readStatistics } from './statements/read-statistics.js';

export interface CollectOptions {
  /** Only these; all that one may connect to when left out. */
  readonly databases?: readonly string[];
  /** What pg_stat_statements counted, too: one more connection, and some seconds on a busy server. */
  readonly statistics?: boolean;
}

/** @throws OperationError when the server cannot be reached, or goes away while it is read. */
export async function collectInventory(target: Target, options: CollectOptions = {}): Promise<Inventory> {
  const connections = new ReadingConnections(target);
  const first = await openFirst(connections, target.database);
  const { server, cluster } = await withSession(first, () => readClusterSections(first));
  const read = await readDatabases(connections, cluster.databaseFacts, server.reader, options);
  const inventory: Inventory = {
    formatVersion: INVENTORY_FORMAT,
    server: server.facts,
    cluster: { ...cluster, databaseFacts: read.facts },
    databases: read.databases,
  };
  if (options.statistics !== true) return inventory;
  const statementStatistics = await readStatistics(connections, inventory, server.reader);
  return { ...inventory, cluster: { ...inventory.cluster, statementStatistics } };
}

async function openFirst(connections: ReadingConnections, database: string): Promise<Session> {
  const opened = await connections.open(database);
  if (opened.ok) return opened.value;
  throw toOperationError(opened.error, 'connect', 'check host, port, role, password and pg_hba.conf, then try again');
}

async function withSession<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await endSnapshot(session);
    await session.close();
  }
}

interface ClusterAnswer {
  readonly server: ServerAnswer;
  readonly cluster: ClusterSections;
}

async function readClusterSections(session: Session): Promise<ClusterAnswer> {
  await beginSnapshot(session);
  const server = await readServer(session);
  const snapshot: Snapshot = { session, reader: server.reader };
  const { settings: settingsFamily, ...families } = clusterFamilies;
  const settings = await readFamily(snapshot, settingsFamily);
  await fixSpelling(session);
  const others = await readSections<Omit<ClusterSections, 'settings' | 'statementStatistics'>>([snapshot], families);
  const hbaRules = await withQuotes(snapshot, others.hbaRules);
  const identMaps = await withIdentFile(snapshot, others.identMaps);
  return { server, cluster: { settings, ...others, hbaRules, identMaps } };
}

interface DatabasesAnswer {
  readonly facts: Section<DatabaseFact>;
  readonly databases: readonly DatabaseInventory[];
}

async function readDatabases(
  connections: ReadingConnections,
  facts: Section<DatabaseFact>,
  reader: Reader,
  options: CollectOptions,
): Promise<DatabasesAnswer> {
  if (facts.status === 'unreadable') return { facts, databases: [] };
  const databases: DatabaseInventory[] = [];
  const items: DatabaseFact[] = [];
  for (const fact of facts.items) {
    const read = leftOut(fact, options) ?? (await readDatabase(connections, fact.name, reader));
    if (typeof read !== 'string') databases.push(read);
    items.push({ ...fact, notRead: typeof read === 'string' ? read : null });
  }
  return { facts: { ...facts, items }, databases: sortBy(databases, (database) => database.name) };
}

function leftOut(fact: DatabaseFact, { databases }: CollectOptions): string | undefined {
  if (databases !== undefined && !databases.includes(fact.name)) return 'it was not asked for';
  return fact.allowConnections ? undefined : 'it allows no connections';
}

/** Why it could not be read, otherwise. */
async function readDatabase(
  connections: ReadingConnections,
  name: string,
  reader: Reader,
): Promise<DatabaseInventory | string> {
  const opened = await connections.open(name);
  if (!opened.ok) return refusal(opened.error);
  const session = opened.value;
  return withSession(session, async () => {
    const exported = await beginExported(session);
    await fixSpelling(session);
    const second = exported === null ? null : await openBeside(connections, name, exported);
    try {
      const snapshots = [session, second].flatMap((each) => (each === null ? [] : [{ session: each, reader }]));
      return { name, ...(await readSections(snapshots, databaseFamilies)) };
    } finally {
      await second?.close();
    }
  });
}

function refusal(problem: ServerProblem): string {
  return problem.sqlstate === null ? problem.message : `${problem.message} (SQLSTATE ${problem.sqlstate})`;
}
