// Every edge of the escalation graph is performed on a real server, and refused once the stop it names is in place.

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ESCALATION_HOWS, escalationEdges } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { CASES, type Case, type Step } from './escalation-cases.js';

const servers = await discoverServers();
/** Both meanings of CREATEROLE, and the newest; all of them when there is time. */
const tried = MAJORS.filter((major) => major === 15 || major === 18 || process.env['PGRAMPART_LONG'] === '1');
const ROLES = ['mallory', 'victim', 'accomplice'];

it('every kind of edge has a case', () => {
  expect(ESCALATION_HOWS.filter((how) => !CASES.some((each) => each.how === how))).toEqual([]);
});

describe.each(tried)('on %i', (major) => {
  const server = servers.find((each) => each.major === major && each.origin === 'embedded');
  const ours = CASES.filter(({ since = 0, until = 99 }) => since <= major && major <= until);
  let cluster: ScratchCluster | undefined;
  let number = 0;

  beforeAll(async () => {
    if (server !== undefined)
      cluster = await startScratch({
        server,
        hba: 'host all all 127.0.0.0/8 scram-sha-256\nhost replication all 127.0.0.0/8 scram-sha-256\n',
      });
  });
  afterAll(async () => cluster?.stop());

  it.skipIf(server === undefined).each(ours)('$how: $title', async (each) => {
    number += 1;
    await using scene = await Scene.open(cluster!, `case_${number}`, each);
    const opened = await scene.edges();
    expect(opened, 'the graph says it').toContain(each.says ?? each.how);
    expect(await scene.escalate(), 'it works').toBe('escalated');
    for (const statement of each.stop) await scene.root(statement);
    expect(await scene.edges(), 'the graph says it is stopped').not.toContain(each.says ?? each.how);
    expect(await scene.escalate(), 'the stop holds').not.toBe('escalated');
  });
});

class Scene {
  readonly #cluster: ScratchCluster;
  readonly #database: string;
  readonly #case: Case;

  private constructor(cluster: ScratchCluster, database: string, each: Case) {
    this.#cluster = cluster;
    this.#database = database;
    this.#case = each;
  }

  static async open(cluster: ScratchCluster, database: string, each: Case): Promise<Scene> {
    const scene = new Scene(cluster, database, each);
    await scene.#asRoot('postgres', `CREATE DATABASE ${database}`);
    for (const role of ROLES) await scene.#asRoot('postgres', `CREATE ROLE ${role} LOGIN PASSWORD '${role}-password'`);
    await scene.root('CREATE SCHEMA app');
    for (const statement of each.setup) await scene.root(statement);
    return scene;
  }

  async root(statement: string): Promise<void> {
    await this.#asRoot(this.#database, statement);
  }

  /** How mallory, or PUBLIC, may escalate. */
  async edges(): Promise<readonly string[]> {
    const { host, port, user, password } = this.#cluster.connection;
    const target = {
      host,
      port,
      user,
      password,
      database: this.#database,
      tls: { mode: 'disable', authority: null },
    } as const;
    const inventory = await collectInventory(target, { databases: [this.#database] });
    return escalationEdges(inventory).flatMap(({ from, how, to }) => {
      if (from.kind === 'role' && from.name !== 'mallory') return [];
      return to.kind === 'users-of' ? [how, `${how} ${to.object.kind}`] : [how];
    });
  }

  async escalate(): Promise<string> {
    const witness = this.#case.how === 'signal-backend' ? await this.#connect('victim') : null;
    witness?.on('error', () => undefined);
    for (const step of this.#case.attempt) {
      const refused = await this.#run(step);
      if (refused instanceof Error) return refused.message;
    }
    const proved = this.#case.proof === null ? true : await this.#run(this.#case.proof);
    await witness?.end().catch(() => undefined);
    if (proved instanceof Error) return proved.message;
    return proved === false ? 'without effect' : 'escalated';
  }

  /** The last cell, or the refusal. */
  async #run({ as, sql }: Step): Promise<unknown> {
    const client = await this.#connect(as).catch((error: unknown) =>
      error instanceof Error ? error : new Error('no connection'),
    );
    if (client instanceof Error) return client;
    try {
      const answer = await client.query({ text: this.#filled(sql), rowMode: 'array' });
      const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
      return cellOf(last);
    } catch (error) {
      return error instanceof Error ? error : new Error('refused');
    } finally {
      await client.end();
    }
  }

  async #connect(as: string | null): Promise<Client> {
    const { host, port, user, password } = this.#cluster.connection;
    const who = as === null ? { user, password: password.reveal() } : { user: as, password: `${as}-password` };
    const replication = this.#case.replication === true && as !== null ? { replication: 'true' } : {};
    const client = new Client({
      host: as === null ? host : '127.0.0.1',
      port,
      ...who,
      database: this.#database,
      ...replication,
    });
    await client.connect();
    return client;
  }

  async #asRoot(database: string, statement: string): Promise<void> {
    const { host, port, user, password } = this.#cluster.connection;
    const client = new Client({ host, port, user, password: password.reveal(), database });
    await client.connect();
    try {
      await client.query(this.#filled(statement));
    } finally {
      await client.end();
    }
  }

  #filled(statement: string): string {
    return statement
      .replaceAll('%PORT%', String(this.#cluster.connection.port))
      .replaceAll('%DATABASE%', this.#database);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#asRoot('postgres', `DROP DATABASE ${this.#database} WITH (FORCE)`);
    for (const role of ROLES) await this.#asRoot('postgres', `DROP OWNED BY ${role} CASCADE`);
    for (const role of ROLES) await this.#asRoot('postgres', `DROP ROLE ${role}`);
  }
}

function cellOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('rows' in answer) || !Array.isArray(answer.rows)) return true;
  const [row]: readonly unknown[] = answer.rows;
  return Array.isArray(row) ? row[0] : false;
}
