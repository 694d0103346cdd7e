// The walls of .dependency-cruiser.cjs and .oxlintrc.json stand: each is broken once in a small tree, and must be named.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let root = '';
const tree: Readonly<Record<string, string>> = {
  'src/core/result.ts': 'export const ok = 1;\n',
  'src/core/upward.ts': "import { ident } from '../sql/ident.js';\nexport const x = ident;\n",
  'src/sql/ident.ts': 'export const ident = 1;\n',
  'src/sql/disk.ts': "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
  'src/pg/first.ts': "import { second } from './second.js';\nexport const first = (): unknown => second;\n",
  'src/pg/second.ts': "import { first } from './first.js';\nexport const second = (): unknown => first;\n",
  'src/session/session.ts': "import pg from 'pg';\nexport const x = pg;\n",
  'src/collect/driver.ts': "import pg from 'pg';\nexport const x = pg;\n",
  'src/wire/probe.ts': "import pg from 'pg';\nexport const x = pg;\n",
  'src/plan/step.ts': 'export interface Step {\n  readonly id: string;\n}\nexport const run = 1;\n',
  'src/report/types.ts':
    "import type { Step } from '../plan/step.js';\nexport const x = (step: Step): string => step.id;\n",
  'src/report/behaviour.ts': "import { run } from '../plan/step.js';\nexport const x = run;\n",
  'src/checks/biased.ts': "import { run } from '../plan/step.js';\nexport const x = run;\n",
  'src/lounge/free.ts': 'export const free = 1;\n',
  'src/runs/door.ts': "import { free } from '../lounge/free.js';\nexport const x = free;\n",
  'src/plan/loud.ts': "process.stdout.write('x');\nprocess.exit(1);\n",
  'src/plan/sly.ts': "import { exit } from 'node:process';\nexport const x = exit;\n",
  'src/plan/loose.ts':
    'export const x = (value: unknown): string => value as string;\nexport const y: any = {} as const;\n',
  'src/cli/main.ts': "process.stdout.write('x');\nprocess.exit(1);\n",
};

function tool(entry: string, args: readonly string[]): string {
  const run = spawnSync(process.execPath, [resolve('node_modules', entry), ...args], { cwd: root, encoding: 'utf8' });
  return run.stdout + run.stderr;
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pgrampart-rooms-'));
  for (const file of ['.dependency-cruiser.cjs', '.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(file, join(root, file));
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('every forbidden import is named, and no allowed one', () => {
  const output = tool('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', 'src']);
  const named = output.match(/error [a-z-]+: src\/[a-z/-]+\.ts/g) ?? [];
  expect(named.toSorted()).toEqual([
    'error every-file-has-a-room: src/runs/door.ts',
    'error no-cycles: src/pg/first.ts',
    'error only-session-imports-the-driver: src/collect/driver.ts',
    'error only-session-imports-the-driver: src/wire/probe.ts',
    'error pure-rooms-touch-nothing: src/sql/disk.ts',
    'error room-checks: src/checks/biased.ts',
    'error room-core: src/core/upward.ts',
    'error room-report: src/report/behaviour.ts',
    'error room-runs: src/runs/door.ts',
    'error wire-speaks-by-hand: src/wire/probe.ts',
  ]);
});

test('only src/cli ends the process or writes to the terminal; no any, no type assertion', () => {
  const lines = tool('oxlint/bin/oxlint', ['--format', 'unix', 'src']).split('\n');
  const rules = ['no-restricted-properties', 'no-restricted-imports', 'no-explicit-any', 'consistent-type-assertions'];
  const named = lines.filter((line) => rules.some((rule) => line.includes(`(${rule})`)));
  expect(named.map((line) => line.replace(/^(src\/[^:]+:\d+):.*\((.*)\)\]$/, '$1 $2')).toSorted()).toEqual([
    'src/plan/loose.ts:1 consistent-type-assertions',
    'src/plan/loose.ts:2 no-explicit-any',
    'src/plan/loud.ts:1 no-restricted-properties',
    'src/plan/loud.ts:2 no-restricted-properties',
    'src/plan/sly.ts:1 no-restricted-imports',
  ]);
});
