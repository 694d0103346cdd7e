// Writes docs/checks/*.md from the checks; with --check only says whether they are up to date. Reads the built
// program: run `npm run build` first. Pages of topics that are gone are removed.
import fs from 'node:fs';
import path from 'node:path';

import { inCheckout } from './setup/paths.mjs';

const { checks } = await import(inCheckout('dist/checks/registry.js'));
const { referencePages } = await import(inCheckout('dist/checks/reference.js'));

const folder = inCheckout('docs/checks');
const pages = referencePages(checks);
const wanted = new Set(pages.map(({ file }) => path.basename(file)));
const present = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
const gone = present.filter((name) => name.endsWith('.md') && !wanted.has(name));
const stale = pages.filter(
  ({ file, text }) => !fs.existsSync(inCheckout(file)) || fs.readFileSync(inCheckout(file), 'utf8') !== text,
);

if (process.argv.includes('--check')) {
  for (const name of [...stale.map(({ file }) => file), ...gone]) console.error(`${name} is not what the checks say.`);
  process.exitCode = stale.length + gone.length === 0 ? 0 : 1;
} else {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of gone) fs.rmSync(path.join(folder, name));
  for (const { file, text } of stale) {
    fs.writeFileSync(inCheckout(file), text);
    console.log(`wrote ${file}`);
  }
}
