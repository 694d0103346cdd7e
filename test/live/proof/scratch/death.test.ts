// However the process that started a scratch cluster ends, neither server nor folder stays behind.
// The sources are transpiled to a folder of their own, so that a real process can be killed.

import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseServer, discoverServers } from '../../../../src/proof/scratch/index.js';

const repository = resolve(import.meta.dirname, '../../../..');
const chosen = chooseServer(await discoverServers(), {});
let program = '';

const MAIN = `
import { chooseServer, discoverServers, startScratch } from './proof/scratch/index.js';
const chosen = chooseServer(await discoverServers(), {});
const cluster = await startScratch({ server: chosen.value });
console.log(JSON.stringify({ port: cluster.port, dataDir: cluster.dataDir }));
const how = process.argv[2];
if (how === 'exit') process.exit(0);
if (how === 'throw') throw new Error('on purpose');
if (how === 'stop') await cluster.stop();
else if (how !== 'return') setInterval(() => {}, 1000);
`;

function transpile(target: string): void {
  for (const room of ['core', 'sql', 'pg', 'proof/scratch']) {
    for (const name of readdirSync(join(repository, 'src', room))) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const path = join(repository, 'src', room, name);
      const options = { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 } };
      const out = join(target, relative(join(repository, 'src'), path).replace(/\.ts$/, '.js'));
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, ts.transpileModule(readFileSync(path, 'utf8'), options).outputText);
    }
  }
  writeFileSync(join(target, 'package.json'), '{"type":"module"}');
  symlinkSync(join(repository, 'node_modules'), join(target, 'node_modules'));
  writeFileSync(join(target, 'main.js'), MAIN);
}

interface Started {
  readonly child: ChildProcess;
  readonly workspace: string;
  readonly postmaster: number;
}

async function start(how: string): Promise<Started> {
  const child = spawn(process.execPath, [join(program, 'main.js'), how], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise<string>((done, fail) => {
    child.stdout?.setEncoding('utf8');
    child.stdout?.once('data', done);
    child.once('exit', () => fail(new Error('it ended without a word')));
  });
  const dataDir = String(/"dataDir":"([^"]+)"/.exec(line)?.[1]);
  const pidFile = join(dataDir, 'postmaster.pid');
  const postmaster = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  return { child, workspace: resolve(dataDir, '../..'), postmaster };
}

function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return pid !== 0 && existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

/** What is still there ten seconds after the end. */
async function leftovers(workspace: string, postmaster: number): Promise<readonly string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const left = [...(isAlive(postmaster) ? ['server'] : []), ...(existsSync(workspace) ? ['folder'] : [])];
    if (left.length === 0 || Date.now() > deadline) return left;
    await sleep(20);
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}

describe.runIf(chosen.ok && process.platform === 'linux')('the end of the process', () => {
  beforeAll(() => {
    program = mkdtempSync(join(tmpdir(), 'scratch-death-'));
    transpile(program);
  });
  afterAll(() => rmSync(program, { recursive: true, force: true }));

  it.concurrent.each(['SIGKILL', 'SIGINT'] as const)('%s leaves nothing', async (signal) => {
    const { child, workspace, postmaster } = await start('wait');
    expect(isAlive(postmaster)).toBe(true);
    child.kill(signal);
    await ended(child);
    expect(await leftovers(workspace, postmaster)).toEqual([]);
  });

  it.concurrent.each(['exit', 'throw', 'return', 'stop'])('%s leaves nothing and does not hang', async (how) => {
    const { child, workspace, postmaster } = await start(how);
    await ended(child);
    expect(await leftovers(workspace, postmaster)).toEqual([]);
  });
});
