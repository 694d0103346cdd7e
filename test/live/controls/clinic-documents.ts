// The clinic's documents with rows added: each beneath the header of its table.

import { readdirSync, readFileSync } from 'node:fs';
import { invariant } from '../../../src/core/invariant.js';
import { readIntent, type Intent } from '../../../src/intent/index.js';

const EXAMPLE = new URL('../../../examples/clinic/', import.meta.url);

export const CLINIC_SCHEMA: string = readFileSync(new URL('schema.sql', EXAMPLE), 'utf8');

/** By the heading of the section, whole lines of its table; `network` in place of the documents' 10.20. */
export function clinicIntent(rows: Readonly<Record<string, readonly string[]>>, network = '10.20'): Intent {
  const names = readdirSync(new URL('docs/', EXAMPLE)).filter((name) => name.endsWith('.md'));
  const files = names.map((name) => ({ path: name, text: readFileSync(new URL(`docs/${name}`, EXAMPLE), 'utf8') }));
  const left = new Set(Object.keys(rows));
  const changed = files.map(({ path, text }) => {
    const parts = text.split(/^(?=## )/mu).map((part) => {
      const heading = /^## (.+)$/mu.exec(part)?.[1] ?? '';
      const added = rows[heading];
      if (added === undefined) return part;
      left.delete(heading);
      return part.replace(/^(\|[-|]+\|)$/mu, (rule) => [rule, ...added].join('\n'));
    });
    return { path, text: parts.join('').replaceAll('`10.20.', `\`${network}.`) };
  });
  invariant(left.size === 0, `the clinic has no section ${[...left].join(', ')}`);
  return readIntent(changed).intent;
}
