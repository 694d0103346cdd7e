// Forms in which teams write such documents, invented here: `forms/<section>.txt` holds small documents, each
// after a line `=== name`, and says of every line with `§ section` what it states.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marksOf, readingsOf } from '../support/marked-document.js';

const folder = join(import.meta.dirname, 'forms');

function documentsOf(file: string): readonly (readonly [name: string, text: string])[] {
  const parts = readFileSync(join(folder, file), 'utf8').split(/^=== (.*)\n/mu);
  return parts.flatMap((name, index) => (index % 2 === 1 ? [[name.trim(), parts[index + 1] ?? ''] as const] : []));
}

describe.each(readdirSync(folder).toSorted())('%s', (file) => {
  it.each(documentsOf(file))('reads what %s states and nothing else', (_, text) => {
    expect(readingsOf(text)).toEqual(marksOf(text));
  });
});
