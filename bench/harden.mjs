// The two figures that a person feels: `--help`, and `harden` on the clinic, cold, as a process of its own.
// Budgets (DESIGN section 9): 120 ms and 10 s. The ratio is to what the same machine needs in the same run
// to start bare Node, and to make and start a PostgreSQL server (initdb and start), so that runs compare.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = path.join(root, 'bin/pgrampart.js');
const clinic = path.join(root, 'examples/clinic');
const { startExample } = await import(new URL('../dist/demo/example-cluster.js', import.meta.url).href);
const { chooseServer, discoverServers, startScratch } = await import(
  new URL('../dist/proof/scratch/index.js', import.meta.url).href
);

const REPEAT = 5;

function timed(args, env = {}) {
  const started = performance.now();
  const ended = spawnSync(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, encoding: 'utf8' });
  return { milliseconds: performance.now() - started, status: ended.status, text: `${ended.stdout}${ended.stderr}` };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(what, milliseconds, floor, budget) {
  const ratio = (milliseconds / floor.milliseconds).toFixed(1);
  const verdict = milliseconds <= budget ? 'within' : 'OVER';
  console.log(
    `${what}: ${Math.round(milliseconds)} ms, ${ratio} × ${floor.what}; ${verdict} the budget of ${budget} ms`,
  );
}

const bare = median(Array.from({ length: REPEAT }, () => timed(['-e', '0']).milliseconds));
const help = median(Array.from({ length: REPEAT }, () => timed([program, '--help']).milliseconds));
row('--help (median of 5)', help, { what: 'bare Node', milliseconds: bare }, 120);

const server = chooseServer(await discoverServers(), { major: 18 });
if (!server.ok) throw new Error(server.error.what);
const before = performance.now();
const floor = await startScratch({ server: server.value });
const floorMs = performance.now() - before;
await floor.stop();

const { cluster, target } = await startExample(clinic, 'clinic', { major: 18 });
const out = mkdtempSync(path.join(tmpdir(), 'pgrampart-bench-'));
try {
  const source = `host=${target.host} port=${target.port} user=${target.user} dbname=clinic`;
  const args = [
    program,
    'harden',
    source,
    '--docs',
    path.join(clinic, 'docs'),
    '--out',
    path.join(out, 'o'),
    '--quiet',
  ];
  const runs = Array.from({ length: 3 }, () => timed([...args, '--force'], { PGPASSWORD: target.password.reveal() }));
  for (const run of runs) if (run.status !== 3) throw new Error(`harden ended with ${run.status}: ${run.text}`);
  const times = runs.map((run) => run.milliseconds);
  row('harden on the clinic (median of 3)', median(times), { what: 'initdb and start', milliseconds: floorMs }, 10_000);
} finally {
  await cluster.stop();
  rmSync(out, { recursive: true, force: true });
}
