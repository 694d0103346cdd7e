// Roles and databases whose names are words of pg_hba.conf. In quotes they are names: the server admits exactly them, and
// a second plan knows it, although pg_hba_file_rules shows no quotes.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../src/apply/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import { Secret } from '../../../src/core/secret.js';
import type { Fact } from '../../../src/demand/model.js';
import { itemsOf, type Inventory } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { admitted, APPLIER_ADMITTED } from '../plan/admitted.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf } from '../plan/laws.js';
import { attemptStartup, type Answer } from './startup-attempt.js';

const LONG = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => LONG || major === 14 || major === 18);

const NAMES = ['all', 'replication', 'sameuser', 'samerole', '+crew', '@y', 'plain'] as const;
const SOURCE = '127.9.0.1';

/** Each role to the next one's database (none is there: rules are asked first), so that sameuser and samerole would admit others. */
const databaseOf = (role: string): string => NAMES[(NAMES.findIndex((name) => name === role) + 1) % NAMES.length] ?? '';

const FACTS: readonly Fact[] = [
  ...NAMES.map((role) => admitted(role, databaseOf(role), '127.9.0.0/16')),
  admitted('auditor', 'postgres', '127.0.0.1/32'),
  APPLIER_ADMITTED,
  { kind: 'hba-require', rule: 'default-deny' },
];

describe.each(majors)('names that are words, on PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    // The member is in every group that a word or a plus could mean.
    await bench.run('postgres', `CREATE ROLE crew; CREATE ROLE member LOGIN IN ROLE crew`);
    const roles = NAMES.map((name) => `CREATE ROLE "${name}" LOGIN REPLICATION ROLE member`);
    await bench.run('postgres', roles.join('; '));
    await bench.run(
      'postgres',
      `CREATE ROLE auditor LOGIN PASSWORD 'auditor' IN ROLE pg_read_all_settings;
       GRANT SELECT ON pg_hba_file_rules TO auditor; GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO auditor`,
    );
  });
  afterAll(() => bench.cluster.stop());

  const attempt = (
    user: string,
    database: string,
    replication: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const { host, port } = bench.cluster;
    const parameters = { user, database, ...replication };
    return attemptStartup({ target: { host, port, localAddress: SOURCE }, tls: true, parameters });
  };
  const inventoryAs = (user: string, password: Secret): Promise<Inventory> => {
    const { host, port } = bench.cluster.connection;
    const tls = { mode: 'disable', authority: null } as const;
    return collectInventory({ host, port, user, password, database: 'postgres', tls }, { databases: ['postgres'] });
  };
  const inventory = (): Promise<Inventory> =>
    inventoryAs(bench.cluster.connection.user, bench.cluster.connection.password);
  const planned = async (): Promise<Plan> => planOf(demandsOf(FACTS), await inventory(), bench.planOptions);

  /** Who looks into the view but not into the file. */
  async function auditorsPlan(): Promise<Plan> {
    const seen = await inventoryAs('auditor', new Secret('auditor'));
    return planOf(demandsOf(FACTS), seen, { ...bench.planOptions, ownDoor: true });
  }

  test('the demanded pairs are admitted and no others; a second plan is empty', { timeout: 60_000 }, async () => {
    const unsure = (await auditorsPlan()).blocked;
    const applied = await applyPlan(await planned(), bench.applyOptions);
    expect(applied.failure).toBeNull();
    for (const user of [...NAMES, 'member']) {
      for (const database of NAMES) {
        const expected = user !== 'member' && database === databaseOf(user) ? 'sasl' : 'rejects';
        expect({ user, database, answer: await attempt(user, database) }).toEqual({ user, database, answer: expected });
      }
      expect(await attempt(user, 'replication', { replication: 'true' }), `${user} by replication`).toBe('rejects');
    }
    const second = await planned();
    expect(second.steps).toEqual([]);
    expect(second.blocked).toEqual([]);
    const third = await auditorsPlan();
    expect(third.steps).toEqual([]);
    expect(third.blocked).toEqual(unsure);
    expect(unsure.map(({ demand }) => demand)).toEqual(
      ['+crew', 'all', 'replication', 'samerole', 'sameuser'].map((name) => `pg_hba.conf: ${name} in quotes`),
    );
  });

  test('the same words without quotes are another file', async () => {
    const { rows } = await bare(['all', '"all"', '+crew', '"+crew"', 'replication']);
    expect(rows).toEqual([
      [['all'], []],
      [['all'], [0]],
      [['+crew'], []],
      [['+crew'], [0]],
      [['replication'], undefined],
    ]);
    expect((await planned()).steps).toHaveLength(1);
    expect(await attempt('member', 'plain')).toBe('sasl');
  });

  /** One line for each user; what the inventory says of them. */
  async function bare(users: readonly string[]): Promise<{ readonly rows: readonly unknown[] }> {
    const text = users.map((user) => `host plain ${user} 127.9.0.0/16 scram-sha-256\n`).join('');
    bench.cluster.writeHba(text);
    await bench.cluster.reload();
    const lines = itemsOf((await inventory()).cluster.hbaRules);
    return { rows: lines.slice(-users.length).map((line) => [line.users, line.quoted?.users]) };
  }
});
