// The set-up scripts, run in a copy of scripts/ so that the checkout under test is not touched.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pgrampart-toolchain-'));
  cpSync('scripts', join(root, 'scripts'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function node(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** A process that enters, stays a moment and leaves the locked part, noting both. */
function writeVisitor(): void {
  write(
    'visitor.mjs',
    `import fs from 'node:fs';
     import { setTimeout as sleep } from 'node:timers/promises';
     import { withLock } from './scripts/setup/lock.mjs';
     await withLock(async () => {
       fs.appendFileSync('visits', 'in ' + process.pid + '\\n');
       await sleep(60);
       fs.appendFileSync('visits', 'out ' + process.pid + '\\n');
     }, () => undefined);`,
  );
}

function expectOneAtATime(visits: readonly string[]): void {
  for (let index = 0; index < visits.length; index += 2) {
    expect(visits[index]?.replace('in', 'out')).toBe(visits[index + 1]);
  }
}

const deadHolder = JSON.stringify({ token: 'gone', host: 'elsewhere', pid: 1, started: '' });

test('the lock admits one process at a time and leaves nothing behind', async () => {
  writeVisitor();
  const ended = await Promise.all([1, 2, 3, 4].map(() => node('visitor.mjs')));
  expect(ended.map(({ code, output }) => `${String(code)} ${output}`)).toEqual(['0 ', '0 ', '0 ', '0 ']);
  const visits = read('visits').trim().split('\n');
  expect(visits).toHaveLength(8);
  expectOneAtATime(visits);
  expect(readdirSync(join(root, '.setup'))).toEqual([]);
});

test('a lock whose holder was killed is taken over, by one process at a time', async () => {
  writeVisitor();
  write(
    'killed.mjs',
    `import { withLock } from './scripts/setup/lock.mjs'; await withLock(() => process.kill(process.pid, 'SIGKILL'), () => undefined);`,
  );
  await node('killed.mjs');
  expect(existsSync(join(root, '.setup/lock'))).toBe(true);
  const ended = await Promise.all([1, 2, 3].map(() => node('visitor.mjs')));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expectOneAtATime(read('visits').trim().split('\n'));
});

test('a lock is held until the child of a killed holder has ended', async () => {
  writeVisitor();
  write(
    'worker.mjs',
    `setTimeout(() => fs.appendFileSync('visits', 'worker ended\\n'), 1200);\nimport fs from 'node:fs';`,
  );
  write(
    'killed.mjs',
    `import { withLock } from './scripts/setup/lock.mjs';
     import { run } from './scripts/setup/run.mjs';
     setTimeout(() => process.kill(process.pid, 'SIGKILL'), 300);
     await withLock(() => run(process.execPath, ['worker.mjs'], { locked: true }), () => undefined);`,
  );
  // Its child keeps the pipes open: wait for the process, not for the end of its output.
  const killed = spawn(process.execPath, ['killed.mjs'], { cwd: root, stdio: 'ignore' });
  await new Promise((resolve) => killed.on('exit', resolve));
  expect(existsSync(join(root, 'visits'))).toBe(false);
  expect((await node('visitor.mjs')).code).toBe(0);
  expect(read('visits').split('\n')[0]).toBe('worker ended');
});

test('a lock of another machine is respected while it is touched', async () => {
  writeVisitor();
  write('.setup/lock', deadHolder);
  const visit = node('visitor.mjs');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(existsSync(join(root, 'visits'))).toBe(false);
  rmSync(join(root, '.setup/lock'));
  expect((await visit).code).toBe(0);
});

test('the registry lists the check files of the topic folders, sorted, and nothing else', async () => {
  for (const name of ['roles/b', 'grants/z', 'grants/a-b']) {
    write(`src/checks/${name}.ts`, 'export const check: CheckDefinition = defineCheck({});\n');
  }
  write('src/checks/grants/a-b.test.ts', 'export const check = 1;\n');
  write('src/checks/grants/shared-noun.ts', 'export const noun = 1;\n');
  write('src/checks/frameworks/cis.ts', 'export const check = 1;\n');
  expect((await node('scripts/generate-registry.mjs', '--check')).code).toBe(1);
  expect((await node('scripts/generate-registry.mjs')).code).toBe(0);
  expect((await node('scripts/generate-registry.mjs', '--check')).code).toBe(0);
  const imports = read('src/checks/registry.ts').match(/'\.\/[^']+'/g);
  expect(imports).toEqual(["'./model.js'", "'./grants/a-b.js'", "'./grants/z.js'", "'./roles/b.js'"]);
});

test('new-check writes a registered check once and refuses anything but topic/name', async () => {
  expect((await node('scripts/new-check.mjs', 'grants/public-create')).code).toBe(0);
  expect(read('src/checks/grants/public-create.ts')).toContain("id: 'grants/public-create'");
  expect(read('src/checks/registry.ts')).toContain("from './grants/public-create.js'");
  expect((await node('scripts/new-check.mjs', 'grants/public-create')).code).toBe(2);
  expect((await node('scripts/new-check.mjs', '../../escape')).code).toBe(2);
});

function state(status: string): { readonly status: string } {
  return { status };
}

test('what did not run is never counted as passed', async () => {
  const files = [
    { status: 'passed', assertionResults: [state('passed'), state('pending'), state('todo')] },
    { status: 'failed', assertionResults: [state('failed'), state('passed')] },
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [] },
  ];
  write('report.json', JSON.stringify({ testResults: files }));
  write('clean.json', JSON.stringify({ testResults: files.slice(0, 1) }));
  write(
    'count.mjs',
    `import { count } from './scripts/setup/test-run.mjs';
     console.log(JSON.stringify([count('report.json', 1), count('clean.json', 1), count('clean.json', 0)]));`,
  );
  expect(JSON.parse((await node('count.mjs')).output)).toEqual([
    { passed: 2, failed: 2, skipped: 3 },
    { passed: 1, failed: 1, skipped: 2 },
    { passed: 1, failed: 0, skipped: 2 },
  ]);
});
