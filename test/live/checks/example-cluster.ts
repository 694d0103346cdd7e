// One server on which examples run one after the other, each in a database `app` of its own; roles,
// settings and rules are put back afterwards.

import { Client } from 'pg';
import type { CheckDefinition, CheckExample, Finding } from '../../../src/checks/model.js';
import { assess } from '../../../src/checks/run.js';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent } from '../../../src/intent/bind/bind-intent.js';
import type { BoundIntent } from '../../../src/intent/bound.js';
import { readIntent } from '../../../src/intent/read-intent.js';
import { readSection, type Inventory } from '../../../src/inventory/index.js';
import { mapSection } from '../../../src/inventory/section.js';
import { startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import type { ServerBinaries } from '../../../src/proof/scratch/binaries.js';

const DATABASE = 'app';
const FRONT = '---\nproduct: example\nstatus: approved\nowner: security\nversion: 1\n---\n\n';
/** Examples that only differ in settings, rules or documents share one untouched database. */
const NOTHING = 'SELECT 1';
const RULES = 'hostssl app app 10.1.0.0/16 scram-sha-256';

export interface ExampleRun {
  readonly findings: readonly Finding[];
  readonly notAssessed: readonly string[];
  /** Problems of the example itself. */
  readonly problems: readonly string[];
}

export class ExampleCluster {
  readonly cluster: ScratchCluster;
  #admin: Client;
  #settings = '{}';
  /** Undefined: the database is not there. */
  #isClean: boolean | undefined;

  private constructor(cluster: ScratchCluster, admin: Client) {
    this.cluster = cluster;
    this.#admin = admin;
  }

  static async start(server: ServerBinaries): Promise<ExampleCluster> {
    const cluster = await startScratch({ server, tls: 'on', listenBySettings: true });
    return new ExampleCluster(cluster, await connect(cluster, 'postgres'));
  }

  async run(check: CheckDefinition, example: CheckExample): Promise<ExampleRun> {
    await this.#configure(example);
    if (this.#isClean === undefined) await this.#admin.query(`CREATE DATABASE ${DATABASE}`);
    this.#isClean = example.sql === NOTHING;
    try {
      if (!this.#isClean) await this.#execute(example.sql);
      const inventory = await this.#collect(example);
      const bound = bindDocuments(example, inventory);
      const result = assess({ inventory, bound }, [check]);
      return {
        findings: result.findings,
        notAssessed: result.notAssessed.map((each) => each.reason),
        problems: problemsOf(bound),
      };
    } finally {
      if (!this.#isClean) await this.#restore();
    }
  }

  async #execute(sql: string): Promise<void> {
    const client = await connect(this.cluster, DATABASE);
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await this.#admin.end().catch(() => undefined);
    await this.cluster.stop();
  }

  async #configure(example: CheckExample): Promise<void> {
    this.cluster.writeHba(example.hba ?? RULES);
    this.cluster.writeIdent(example.ident ?? '');
    const settings = example.settings ?? {};
    if (JSON.stringify(settings) === this.#settings) return;
    this.#settings = JSON.stringify(settings);
    this.cluster.writeConf(settings);
    await this.cluster.reload();
    const { rows } = await this.#admin.query('SELECT name FROM pg_settings WHERE pending_restart');
    if (rows.length === 0) return;
    await this.#admin.end();
    await this.cluster.restart();
    this.#admin = await connect(this.cluster, 'postgres');
  }

  async #collect(example: CheckExample): Promise<Inventory> {
    const { host, port, user, password } = this.cluster.connection;
    const tls = { mode: 'disable', authority: null } as const;
    const inventory = await collectInventory(
      { host, port, user, password, database: 'postgres', tls },
      { databases: [DATABASE] },
    );
    return { ...inventory, cluster: { ...inventory.cluster, ...withoutHarness(inventory, this.cluster, example) } };
  }

  async #restore(): Promise<void> {
    const admin = this.#admin;
    this.#isClean = undefined;
    await admin.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots');
    const { rows: subscriptions } = await admin.query<{ drop: string }>(
      `SELECT 'DROP SUBSCRIPTION ' || quote_ident(subname) AS drop FROM pg_subscription`,
    );
    // A database with a subscription cannot be dropped; those of examples have no slot elsewhere.
    for (const { drop } of subscriptions) await this.#execute(drop);
    await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    const { rows } = await admin.query<{ name: string }>(
      `SELECT quote_ident(rolname) AS name FROM pg_roles WHERE oid >= 16384 ORDER BY 1`,
    );
    if (rows.length > 0) {
      const names = rows.map((row) => row.name).join(', ');
      await admin.query(`DROP OWNED BY ${names} CASCADE; DROP ROLE ${names}`);
    }
    await admin.query('ALTER ROLE ALL RESET ALL');
  }
}

async function connect(cluster: ScratchCluster, database: string): Promise<Client> {
  const { host, port, user, password } = cluster.connection;
  const client = new Client({ host, port, user, password: password.reveal(), database });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The harness' own way in is no part of the example: its rules are left out, lines count from the example's first. */
function withoutHarness(inventory: Inventory, cluster: ScratchCluster, example: CheckExample) {
  const { hbaRules } = inventory.cluster;
  const identMaps = mapSection(inventory.cluster.identMaps, (each) => ({ ...each, file: 'pg_ident.conf' }));
  const first = cluster.harnessHbaLines.length;
  const clientConfigs = readSection(example.clients ?? []);
  if (hbaRules.status !== 'read') return { clientConfigs, identMaps };
  const own = hbaRules.items.filter((rule) => rule.line > first);
  const items = own.map((rule) => ({ ...rule, file: 'pg_hba.conf', line: rule.line - first }));
  return { clientConfigs, identMaps, hbaRules: readSection(items) };
}

function bindDocuments(example: CheckExample, inventory: Inventory): BoundIntent | null {
  if (example.documents === undefined) return null;
  const { intent, diagnostics } = readIntent([
    { path: 'docs/security-architecture.md', text: FRONT + example.documents },
    ...(example.decision === undefined ? [] : [{ path: 'adrs/0007-decision.md', text: example.decision }]),
  ]);
  const bound = bindIntent(intent, inventory);
  return { ...bound, diagnostics: [...diagnostics, ...bound.diagnostics] };
}

function problemsOf(bound: BoundIntent | null): readonly string[] {
  return (bound?.diagnostics ?? [])
    .filter((each) => each.severity === 'error' || each.code.startsWith('unknown'))
    .map((each) => `${each.code}: ${each.what}`);
}
