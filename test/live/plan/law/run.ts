// One generated cluster, from nothing to the verdict of every law; a failure says its seed.

import { Client } from 'pg';
import { Dice } from '../../access/dice.js';
import { clear, DATABASE, prepare } from '../../access/generated-cluster.js';
import { add, count, type Counters } from '../../access/counters.js';
import type { Bench } from '../cluster.js';
import { demandsOf } from '../laws.js';
import { ADMINISTRATORS, administratorWish, dropAdministrator, makeAdministrator } from './administrator.js';
import { documentWish } from './documents.js';
import { drawFacts } from './facts.js';
import { judgeDeath, judgeRun, type Wish } from './judge.js';
import type { Count, Death } from './mortal.js';
import { generateState } from './state.js';

/** As superuser, until the work is done. */
async function using<T>(bench: Bench, database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { host, port, user, password } = bench.cluster.connection;
  const client = new Client({ host, port, user, password: password.reveal(), database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function withState<T>(bench: Bench, seed: number, counters: Counters, work: () => Promise<T>): Promise<T> {
  await using(bench, 'postgres', prepare);
  await using(bench, DATABASE, async (client) => {
    await generateState(client, seed, bench.cluster.major);
    await count(client, bench.cluster.major, counters);
  });
  add(counters, 'generated clusters', 1);
  return work();
}

/** Ready for the next seed; false when something of the last one cannot be dropped: take a new cluster. */
export async function cleared(bench: Bench): Promise<boolean> {
  return using(bench, 'postgres', clear).then(
    () => true,
    () => false,
  );
}

/** As superuser, with demands drawn from what is there. */
export async function judgeSuperuser(bench: Bench, seed: number, counters: Counters): Promise<void> {
  await withState(bench, seed, counters, async () => {
    const dice = new Dice(seed * 17 + 3);
    const demands = demandsOf(drawFacts(await bench.inventory(), DATABASE, dice, 40));
    const wish: Wish = {
      options: bench.applyOptions,
      planOptions: bench.planOptions,
      inventory: bench.inventory,
      demands: async () => demands,
    };
    await named(`seed ${seed} on ${bench.cluster.major}`, () => judgeBoth(bench, wish, dice, counters));
  });
}

/** With documents that fit the cluster, and the whole design behind them. */
export async function judgeDocuments(bench: Bench, seed: number, counters: Counters): Promise<void> {
  await withState(bench, seed, counters, async () => {
    const dice = new Dice(seed * 29 + 11);
    const wish = documentWish(bench, await bench.inventory(), dice);
    await named(`seed ${seed} on ${bench.cluster.major} with documents`, () => judgeBoth(bench, wish, dice, counters));
    add(counters, 'with documents', 1);
  });
}

/** As an administrator who is none: what he can do holds to the same laws, the rest is blocked, with who can. */
export async function judgeAdministrator(bench: Bench, seed: number, counters: Counters): Promise<void> {
  const kind = ADMINISTRATORS[Math.floor(seed / 3) % ADMINISTRATORS.length];
  if (kind === undefined) throw new Error('no administrator');
  await withState(bench, seed, counters, async () => {
    const dice = new Dice(seed * 23 + 5);
    await using(bench, DATABASE, (client) => makeAdministrator(client, kind, bench.cluster.major, dice));
    const demands = demandsOf(drawFacts(await bench.inventory(), DATABASE, dice, 40));
    const wish = administratorWish(bench, demands);
    const what = `seed ${seed} on ${bench.cluster.major} as the administrator of ${kind.substrate}`;
    await named(what, () => judgeBoth(bench, wish, dice, counters));
    add(counters, `as the administrator of ${kind.substrate}`, 1);
    await using(bench, 'postgres', async (admin) => {
      await admin.query(`DROP DATABASE ${DATABASE}`);
      await dropAdministrator(admin, kind);
    });
  });
}

async function judgeBoth(bench: Bench, wish: Wish, dice: Dice, counters: Counters): Promise<void> {
  const sent = await judgeRun(bench, wish, dice, counters);
  await judgeDeath(bench, wish, deathOf(sent, dice), counters);
}

function deathOf({ sent, commits }: Count, dice: Dice): Death {
  if (commits.length > 0 && dice.chance(30)) return { at: dice.pick(commits), how: 'answer' };
  return { at: 1 + dice.below(sent), how: 'backend' };
}

export async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.message = `${what}: ${error.message}`;
    throw error;
  }
}
