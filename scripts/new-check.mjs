// npm run new-check -- TOPIC/NAME: writes src/checks/TOPIC/NAME.ts in the shape of docs/CONTRIBUTING.md and registers it.
// The new check fails its own example until it is written: an empty check must not look finished.
import fs from 'node:fs';
import path from 'node:path';

import { inCheckout } from './setup/paths.mjs';
import { writeRegistries } from './setup/registry.mjs';

const id = process.argv[2] ?? '';

function template() {
  const title = id.split('/')[1].replaceAll('-', ' ');
  return `// TODO one sentence: what this check looks for, with the link to the PostgreSQL manual.

import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: '${id}',
  title: '${title[0].toUpperCase()}${title.slice(1)}',
  severity: 'medium',
  confidence: 'high',
  threats: ['excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/'],
  needs: [],
  doc: {
    what: 'TODO what is looked for.',
    why: 'TODO what an attacker gains from it.',
    fix: 'TODO what to do about it.',
  },
  examples: [
    { title: 'fires', sql: '-- TODO the gap', expect: ['TODO kind:path'] },
    { title: 'silent', sql: '-- TODO the same without the gap', expect: [] },
  ],
  check: () => [],
});
`;
}

function write() {
  if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id)) {
    return 'Usage: npm run new-check -- TOPIC/NAME, both kebab-case, e.g. grants/public-create-on-schema';
  }
  const file = inCheckout('src/checks', `${id}.ts`);
  if (fs.existsSync(file)) return `src/checks/${id}.ts exists already.`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, template(), { flag: 'wx' });
  console.log(`wrote src/checks/${id}.ts: fill in every TODO`);
  for (const registry of writeRegistries()) console.log(`wrote ${registry}`);
  return undefined;
}

const problem = write();
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
}
