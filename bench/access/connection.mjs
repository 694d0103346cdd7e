// What both processes of this benchmark share: the server by libpq's variables, psql on it, processor time.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const DATABASE = 'bench';
const dist = new URL(process.env.PGRAMPART_DIST ?? '../../dist/', import.meta.url).href;

/** A module of the build under test. */
export function built(path) {
  return import(`${dist}${path}`);
}

/** Its output, or nothing when that is not wanted: what psql prints would be our memory. */
export function psql(args, { output = false, env = process.env } = {}) {
  const stdio = ['ignore', output ? 'pipe' : 'ignore', 'pipe'];
  const [command, ...rest] = args;
  const ran = spawnSync(command, rest, { env, maxBuffer: 2 ** 28, stdio });
  if (ran.status !== 0) throw new Error(`${command}: ${String(ran.stderr).slice(0, 500)}`);
  return output ? String(ran.stdout) : '';
}

/** Seconds of utime, stime, and of ended children (cutime, cstime). https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function ticks(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  const [own, ended] = [Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])];
  return { own: own / 100, ended: ended / 100 };
}

/** Seconds that all processors of the machine have worked, for whomever. https://man7.org/linux/man-pages/man5/proc_stat.5.html */
function workOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .split(/\s+/u)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / 100;
}

/** How many processors others kept busy meanwhile: none on a quiet machine. */
export async function disturbance(work) {
  await serverAtRest();
  const [before, ours, begin] = [workOfMachine(), processorTime(), performance.now()];
  const result = await work();
  await serverAtRest();
  const after = processorTime();
  const own = after.client - ours.client + after.server - ours.server;
  const seconds = (performance.now() - begin) / 1000;
  return { result, others: Math.max(0, (workOfMachine() - before - own) / seconds) };
}

/** Ours, our children's, and what the server's ended processes have used: its own share, whatever else the machine does. */
function processorTime() {
  const ours = ticks('self');
  return { client: ours.own + ours.ended, server: ticks(process.env.PGRAMPART_POSTMASTER).ended };
}

function serverProcesses() {
  const pid = process.env.PGRAMPART_POSTMASTER;
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
}

/** Those that are not ours: there before we connect. */
let known;

/** A process of the server is counted only when it has ended, which on a busy machine is later than its answer. */
async function serverAtRest() {
  known ??= new Set(serverProcesses());
  for (let wait = 0; wait < 300; wait += 1) {
    if (serverProcesses().every((pid) => known.has(pid))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Wall-clock and processor seconds. */
export async function measured(work) {
  await serverAtRest();
  const before = processorTime();
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1000;
  await serverAtRest();
  const after = processorTime();
  return { seconds, client: after.client - before.client, server: after.server - before.server };
}

export function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

export function medians(runs) {
  const of = (part) => median(runs.map((run) => run[part]));
  return { seconds: of('seconds'), client: of('client'), server: of('server') };
}

export async function collect() {
  known ??= new Set(serverProcesses());
  const { collectInventory } = await built('collect/index.js');
  const { Secret } = await built('core/index.js');
  const target = {
    host: process.env.PGHOST,
    port: Number(process.env.PGPORT),
    user: process.env.PGUSER,
    password: new Secret(process.env.PGPASSWORD),
    database: DATABASE,
    tls: { mode: 'disable', authority: null },
  };
  return collectInventory(target, { databases: [DATABASE] });
}

export function peakMebibytes() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
