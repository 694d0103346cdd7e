// Writes docs/COVERAGE.md from docs/coverage.json; with --check only says whether it is up to date.
// test/live/collect/coverage.test.ts asks every major whether a catalog is missing from the list.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../docs/coverage.json', import.meta.url);
const target = new URL('../docs/COVERAGE.md', import.meta.url);

const HEAD = `# What of PostgreSQL's catalogs is read

Every relation of \`pg_catalog\` of the supported majors is listed: as the sections of the inventory that it feeds, or as
left out, with the reason. Generated from \`coverage.json\` by \`node scripts/generate-coverage.mjs\`.

`;

const entries = Object.entries(JSON.parse(readFileSync(source, 'utf8')));
const read = entries.filter(([, entry]) => entry.sections !== undefined);
const leftOut = entries.filter(([, entry]) => entry.sections === undefined);
const text = [
  HEAD,
  '## Read\n\n| relation | sections | note |\n|---|---|---|\n',
  ...read.map(([name, { sections, note = '' }]) => `| \`${name}\` | ${sections.join(', ')} | ${note} |\n`),
  '\n## Left out\n\n| relation | reason |\n|---|---|\n',
  ...leftOut.map(([name, { reason }]) => `| \`${name}\` | ${reason} |\n`),
].join('');

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/COVERAGE.md is not what coverage.json says. Run: node scripts/generate-coverage.mjs');
  process.exitCode = 1;
}
