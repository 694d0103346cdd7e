// One schema of the corpus in a process of its own, so that its peak memory is its own: scripts/corpus.mjs runs it.
//   node scripts/corpus-schema.mjs COMPILED SCHEMA MAJOR [KEEP]   the last line of its output is the measurement
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [compiled = '', schema = '', major = '18', keep] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(path.join(compiled, 'test/corpus', file)).href);
const { measureSchema } = await load('measure.js');
const { schemaFolder } = await load('source.js');

const options = { folder: schemaFolder(), major: Number(major), onStage: (line) => console.log(`    ${line}`) };
try {
  const measurement = await measureSchema(schema, keep === undefined ? options : { ...options, keep });
  console.log(JSON.stringify({ ...measurement, mebibytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
} catch (error) {
  const diagnostics = (error.diagnostics ?? []).slice(0, 3).map(({ what, why }) => `${what} ${why}`);
  console.log(JSON.stringify({ schema, failed: [error.message, ...diagnostics].join(' | '), stack: error.stack }));
  process.exitCode = 1;
}
