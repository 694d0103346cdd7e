// One phase of the benchmark in a process of its own, so that its peak memory is its own; prints one JSON object.
import { join } from 'node:path';
import { built, collect, disturbance, measured, median, medians, peakMebibytes, psql } from './connection.mjs';

const RUNS = Number(process.env.PGRAMPART_BENCH_RUNS ?? 3);

function copy(file) {
  return measured(() => psql(['psql', '-Xqf', file]));
}

/** In turn, so that each of the three meets the same machine. */
async function inTurn() {
  const runs = { access: [], same: [], collect: [] };
  for (let run = 0; run < RUNS; run += 1) {
    runs.access.push(await copy(join(process.env.PGRAMPART_BENCH_SHARED, 'floor.sql')));
    runs.same.push(await copy(new URL('same-rows.sql', import.meta.url).pathname));
    runs.collect.push(await measured(collect));
  }
  return { access: medians(runs.access), same: medians(runs.same), collect: medians(runs.collect) };
}

async function collection() {
  await collect();
  const { result, others } = await disturbance(inTurn);
  return { ...result, others, memory: peakMebibytes() };
}

/** Set bits over all roles and relations, superusers' counted as one row; of `only` these roles when it is given. */
function countPairs(index, pairBits, only) {
  const bits = pairBits(index, { dense: true });
  const asked = bits.roles.map((role) => only === undefined || only.has(role));
  const relations = [...index.securables()].filter(({ object }) => ['table', 'view'].includes(object.kind));
  let held = 0;
  for (const securable of relations) {
    const { masks, places } = bits.of(securable);
    for (const place of places) {
      if (asked[place]) for (let mask = masks[place] & 0x7f; mask !== 0; mask &= mask - 1) held += 1;
    }
  }
  const superusers = index.members.superusers.filter((role) => only === undefined || only.has(role));
  return held + superusers.length * relations.length * 7;
}

async function matrix(given) {
  const { accessIndex, pairBits } = await built('access/index.js');
  const inventory = given ?? (await collect());
  const index = accessIndex(inventory);
  let pairs = 0;
  const times = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await measured(() => (pairs = countPairs(index, pairBits))));
  const sample = process.env.PGRAMPART_BENCH_ROLES;
  const sampled = sample === undefined ? pairs : countPairs(index, pairBits, new Set(JSON.parse(sample)));
  return { seconds: median(times.map((time) => time.seconds)), pairs, sampled };
}

/** More would take hours, and every piece is like the one before. */
const MOST_STREAMED = 2.5e9;

/** The whole answer of `access --matrix`, thrown away piece by piece. */
async function streamed(given) {
  const { matrixJson } = await built('runs/access-matrix.js');
  const inventory = given ?? (await collect());
  const before = peakMebibytes();
  let characters = 0;
  const { seconds } = await measured(() => {
    for (const piece of matrixJson(inventory, false)) if ((characters += piece.length) > MOST_STREAMED) break;
  });
  const gigabytes = characters / 1e9;
  return { seconds, gigabytes, whole: characters <= MOST_STREAMED, before, memory: peakMebibytes() };
}

async function assess(given) {
  const { checks } = await built('checks/registry.js');
  const { assess: run } = await built('checks/run.js');
  const inventory = given ?? (await collect());
  let findings = 0;
  const time = await measured(() => (findings = run({ inventory, bound: null }, checks).findings.length));
  return { seconds: time.seconds, processor: time.client, findings, memory: peakMebibytes() };
}

/** All of them over one collection, once, where one alone takes minutes. */
async function whole() {
  let inventory;
  const { result, others } = await disturbance(async () => {
    const access = await copy(join(process.env.PGRAMPART_BENCH_SHARED, 'floor.sql'));
    const same = await copy(new URL('same-rows.sql', import.meta.url).pathname);
    const collected = await measured(async () => (inventory = await collect()));
    return { access, same, collect: collected };
  });
  const row = { collection: { ...result, others, memory: peakMebibytes() } };
  for (const [name, run] of Object.entries({ matrix, assess, streamed })) row[name] = await run(inventory);
  return row;
}

const PHASES = { collection, matrix, streamed, assess, whole };
console.log(JSON.stringify(await PHASES[process.argv[2]]()));
