// One subject of the corpus in a process of its own, so that its peak memory is its own: scripts/corpus.mjs runs it.
//   node scripts/corpus-schema.mjs COMPILED main|commands SCHEMA MAJOR [KEEP]   the last line of its output is the result
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { inCheckout } from './setup/paths.mjs';

const [compiled = '', job = 'main', name = '', major = '18', keep] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(path.join(compiled, 'test/corpus', file)).href);
const { schemaFolder } = await load('source.js');
const onStage = (line) => console.log(`    ${line}`);

async function mainJob() {
  const { measureSchema } = await load('measure.js');
  const options = { folder: schemaFolder(), major: Number(major), onStage };
  const measurement = await measureSchema(name, keep === undefined ? options : { ...options, keep });
  return { ...measurement, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

async function commands() {
  const { thereAndBack } = await load('there-and-back.js');
  const { clinicSubject, schemaSubject } = await load('subjects.js');
  const wish = { major: Number(major) };
  const clinic = clinicSubject(inCheckout('examples/clinic'), wish);
  const subject = name === 'clinic' ? clinic : schemaSubject(name, schemaFolder(), wish);
  const outcome = await thereAndBack(subject, { program: path.join(compiled, 'src/cli/main.js'), onStage });
  return outcome ?? { subject: name, failed: 'nobody here may become the account postgres' };
}

try {
  console.log(JSON.stringify(await (job === 'commands' ? commands() : mainJob())));
} catch (error) {
  const diagnostics = (error.diagnostics ?? []).slice(0, 3).map(({ what, why }) => `${what} ${why}`);
  const failed = [error.message, ...diagnostics].join(' | ');
  console.log(JSON.stringify({ schema: name, subject: name, failed, stack: error.stack }));
  process.exitCode = 1;
}
