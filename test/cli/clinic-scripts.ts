// Every test/cli/*.txt is run against the built program, with the clinic on a throwaway server; nothing that
// any of them prints or writes may hold a password. The long ones are run by files of their own, so that they run
// beside each other, each group on a clinic of its own.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { startExample, type ExampleCluster } from '../../src/demo/example-cluster.js';
import { chooseServer, discoverServers } from '../../src/proof/scratch/index.js';
import { ASSESS_SCHEMA, VERIFY_SCHEMA } from '../../src/report/schema/published.js';
import {
  ACCESS_SCHEMA,
  DIFF_SCHEMA,
  ESCALATIONS_SCHEMA,
  LINEAGE_SCHEMA,
  MATRIX_SCHEMA,
} from '../../src/runs/access-schema.js';
import { PROBE_SCHEMA } from '../../src/runs/probe-schema.js';
import { DOCS_CHECK_SCHEMA } from '../../src/runs/docs-check-schema.js';
import { ROTATE_SCHEMA } from '../../src/runs/rotate-schema.js';
import { ensureBuilt } from './built.js';
import { writeInputs } from './inputs.js';
import { startOdd, type OddCluster } from './odd-cluster.js';
import { parseScript, runProgram, type Expectation, type Ran } from './script.js';

const CLINIC = resolve('examples/clinic');
/** Typed as a wrong password, written in files of the clinic, or the throwaway servers' own. */
const secrets = ['wrong-Passw0rd', 'fictitious-root-password'];
const hasServer = chooseServer(await discoverServers(), { major: 18 }).ok;

const PLACE = 'test/cli';
/** A script is many commands, and the machine may have other work. */
const PATIENCE_MS = 600_000;
type Group = 'access' | 'apply' | 'harden' | 'prove';

const OWN_FILES: Readonly<Record<Group, readonly string[]>> = {
  access: ['access.txt', 'diff.txt'],
  apply: ['apply.txt'],
  harden: ['harden.txt', 'verify.txt'],
  prove: ['prove.txt'],
};
const apart: readonly string[] = Object.values(OWN_FILES).flat();

export const SCRIPTS: Readonly<Record<Group | 'others', readonly string[]>> = {
  ...OWN_FILES,
  others: readdirSync(PLACE).filter((name) => name.endsWith('.txt') && !apart.includes(name)),
};

interface Stage {
  readonly folder: string;
  readonly clinic: ExampleCluster;
  /** Only for scripts that name it. */
  readonly odd: OddCluster | undefined;
}

/** Declares a test for each of these scripts, in their order, all on one clinic. */
export function testScripts(names: readonly string[]): void {
  describe.runIf(hasServer)('command scripts', () => {
    let stage: Stage | undefined;
    beforeAll(async () => {
      stage = await openStage(names);
    });
    afterAll(async () => {
      await Promise.all([stage?.clinic.cluster.stop(), stage?.odd?.stop()]);
      if (stage !== undefined) rmSync(stage.folder, { recursive: true, force: true });
    });

    test.each(names)('%s', { timeout: PATIENCE_MS }, async (name) => {
      expect(await problemsOf(name, stage!)).toEqual([]);
    });
  });
}

async function openStage(names: readonly string[]): Promise<Stage> {
  ensureBuilt();
  const oddly = names.some((name) => textOf(name).includes('${ODD}'));
  const [clinic, odd] = await Promise.all([
    startExample(CLINIC, 'clinic', { major: 18 }),
    oddly ? startOdd() : undefined,
  ]);
  secrets.push(...[clinic.target.password?.reveal(), odd?.password].filter((secret) => secret !== undefined));
  return { folder: mkdtempSync(join(tmpdir(), 'pgrampart-cli-')), clinic, odd };
}

async function problemsOf(name: string, { folder, clinic, odd }: Stage): Promise<readonly string[]> {
  const cwd = mkdtempSync(join(folder, 'script-'));
  writeInputs(cwd);
  const { host, port, password } = clinic.target;
  const env = { PGHOST: host, PGPORT: String(port), PGUSER: 'postgres', PGPASSWORD: password?.reveal() ?? '' };
  const variables = {
    CLINIC,
    DOCS: join(CLINIC, 'docs'),
    HOST: host,
    TCP: clinic.cluster.host,
    PORT: String(port),
    ...(odd === undefined ? {} : { ODD: odd.conninfo }),
  };
  const problems: string[] = [];
  for (const command of parseScript(textOf(name), variables)) {
    const [, ...words] = command.words;
    const line = command.words.join(' ');
    const toOdd = odd !== undefined && line.includes(odd.conninfo);
    const ran = await runProgram(words, { cwd, env: toOdd ? odd.env : env });
    const expected = [...implied(command.expectations), ...command.expectations];
    const found = expected.flatMap((each) => unmet(each, ran, cwd));
    const shown = shownSecrets(`${ran.out}${ran.err}`);
    if (found.length + shown.length > 0)
      problems.push(`${name}:${command.line} $ ${line}`, ...found, ...shown, ran.err);
  }
  for (const file of filesIn(cwd)) {
    problems.push(...shownSecrets(readFileSync(join(cwd, file), 'utf8')).map((problem) => `${file}: ${problem}`));
  }
  return problems;
}

function textOf(name: string): string {
  return readFileSync(join(PLACE, name), 'utf8');
}

function implied(expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.some(({ kind }) => kind === 'exit') ? [] : [{ kind: 'exit', text: '0', line: 0 }];
}

function unmet({ kind, text, line }: Expectation, { code, out, err }: Ran, cwd: string): readonly string[] {
  const unless = (met: boolean, what: string): readonly string[] => (met ? [] : [`  line ${line}: ${what}`]);
  switch (kind) {
    case 'exit':
      return unless(code === Number(text), `exit code ${code}, not ${text}`);
    case 'out':
      return unless(out.includes(text), `no "${text}" in: ${out.slice(0, 2000)}`);
    case 'err':
      return unless(err.includes(text), `no "${text}" on standard error`);
    case 'absent':
      return unless(!`${out}${err}`.includes(text), `there is "${text}"`);
    case 'file':
      return unless(existsSync(join(cwd, text)) && statSync(join(cwd, text)).size > 0, `no file ${text}`);
    case 'schema':
      return unless(
        SCHEMAS[text]?.safeParse(JSON.parse(out)).success === true,
        `not as schemas/${text}.schema.json says`,
      );
    case 'unearned':
      return [
        ...unless(!UNEARNED.test(`${out}${err}`), 'the terminal has the word'),
        ...textFiles(join(cwd, text)).flatMap((file) => {
          const found = UNEARNED.exec(readFileSync(file, 'utf8'))?.[0];
          return unless(found === undefined, `${file} has the word: ${found}`);
        }),
      ];
  }
}

const SCHEMAS: { readonly [name: string]: ZodType } = {
  access: ACCESS_SCHEMA,
  'access-escalations': ESCALATIONS_SCHEMA,
  'access-lineage': LINEAGE_SCHEMA,
  'access-matrix': MATRIX_SCHEMA,
  probe: PROBE_SCHEMA,
  rotate: ROTATE_SCHEMA,
  assess: ASSESS_SCHEMA,
  diff: DIFF_SCHEMA,
  'docs-check': DOCS_CHECK_SCHEMA,
  verify: VERIFY_SCHEMA,
};

const UNEARNED = /.{0,60}hardened.{0,30}/iu;

function textFiles(place: string): readonly string[] {
  const all = readdirSync(place, { recursive: true }).map((name) => join(place, String(name)));
  return all.filter((file) => statSync(file).isFile());
}

/** What the script itself put there (inputs/) may hold what it likes. */
function filesIn(cwd: string): readonly string[] {
  const all = readdirSync(cwd, { recursive: true }).map(String);
  return all.filter((file) => !file.startsWith('inputs') && statSync(join(cwd, file)).isFile());
}

function shownSecrets(text: string): readonly string[] {
  return secrets.some((secret) => text.includes(secret)) ? ['  it shows a password'] : [];
}
