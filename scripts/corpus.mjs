// npm run corpus [-- --commands] [--sample | NAME… ] [--major N] [--keep DIR]: the main job on every real schema of
// ../shared (or PGRAMPART_SHARED), one after the other, each in a process of its own. With --commands, `plan`, `apply`
// and `undo` on a server of its own instead, the clinic too. A full run writes its part of test/corpus/RESULTS.md;
// one with --commands writes the rows of what it ran.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { describeFailure, SetupFailure } from './setup/failure.mjs';
import { inCheckout, root } from './setup/paths.mjs';
import { prepareTools } from './setup/prepare.mjs';
import { runTool } from './setup/run.mjs';

const MINUTES = 15;
const compiled = inCheckout('node_modules/.cache/pgrampart-corpus-run');
const results = inCheckout('test/corpus/RESULTS.md');

async function compile() {
  fs.rmSync(compiled, { recursive: true, force: true });
  const project = ['-p', inCheckout('test/corpus/tsconfig.json'), '--outDir', compiled];
  const { code, output } = await runTool('typescript/bin/tsc', project, { quiet: true });
  if (code !== 0 && !fs.existsSync(path.join(compiled, 'test/corpus/measure.js')))
    throw new SetupFailure(output.trim().slice(0, 1000), 'Repair what the compiler names.');
  if (code !== 0) console.error(`compiled with errors: ${output.trim().split('\n')[0]}`);
  fs.copyFileSync(inCheckout('package.json'), path.join(compiled, 'package.json'));
  fs.cpSync(inCheckout('test/corpus/documents'), path.join(compiled, 'test/corpus/documents'), { recursive: true });
}

function measureOne(job, schema, major, keep) {
  const args = [inCheckout('scripts/corpus-schema.mjs'), compiled, job, schema, String(major)];
  if (keep !== undefined) args.push(path.join(path.resolve(keep), schema));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGTERM'), MINUTES * 60_000);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk.toString()));
    child.on('close', () => {
      clearTimeout(timer);
      const last = output.trim().split('\n').at(-1) ?? '';
      const nothing = { schema, subject: schema, failed: `no result within ${MINUTES} minutes` };
      resolve(last.startsWith('{') ? JSON.parse(last) : nothing);
    });
  });
}

/** What is run for each schema, and how its part of the page is written. */
async function mainJob(load) {
  const { cells, resultsPage, shortcomings } = await load('verdict.js');
  const { thereSectionOf, withThereSection } = await load('there-page.js');
  return {
    name: 'main',
    also: [],
    cells,
    problems: (outcome) => (outcome.failed === undefined ? shortcomings(outcome) : [outcome.failed]),
    page: (outcomes, former) =>
      withThereSection(resultsPage(outcomes, Number(values.major)), thereSectionOf(former)).trimEnd() + '\n',
  };
}

async function commandsJob(load) {
  const { thereCells, thereSection, thereSectionOf, thereShortcomings, withThereSection } = await load('there-page.js');
  return {
    name: 'commands',
    also: ['clinic'],
    cells: thereCells,
    problems: thereShortcomings,
    resumes: true,
    page: (outcomes, former) => withThereSection(former, thereSection(outcomes, thereSectionOf(former))),
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    commands: { type: 'boolean' },
    sample: { type: 'boolean' },
    major: { type: 'string', default: '18' },
    keep: { type: 'string' },
  },
});

try {
  await prepareTools(console.error);
  await compile();
  const load = (file) => import(pathToFileURL(path.join(compiled, 'test/corpus', file)).href);
  const { SAMPLE, schemaFolder, schemaNames } = await load('source.js');
  const folder = schemaFolder();
  if (folder === null) {
    console.log('skipped: the corpus is not on this machine (PGRAMPART_SHARED or ../shared names its folder)');
  } else {
    const job = values.commands ? await commandsJob(load) : await mainJob(load);
    const all = [...schemaNames(folder), ...job.also];
    const chosen = values.sample ? SAMPLE : positionals.length > 0 ? positionals : all;
    const outcomes = [];
    for (const schema of chosen) {
      const outcome = await measureOne(job.name, schema, values.major, values.keep);
      outcomes.push(outcome);
      console.log(job.cells(outcome).join(' | '));
      const problems = job.problems(outcome);
      for (const problem of problems) console.log(`    NOT as it should be: ${problem}`);
      if (problems.length > 0) process.exitCode = 1;
    }
    if (chosen === all || job.resumes) fs.writeFileSync(results, job.page(outcomes, fs.readFileSync(results, 'utf8')));
  }
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = error instanceof SetupFailure ? 2 : 70;
}
