// `docs check` for people: what is stated is counted, and a draft does not bury its one problem in its own marks.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCheckDocuments } from './check-documents.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgrampart-check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = '---\nproduct: x\nstatus: approved\n---\n\n';

async function check(text: string, format: 'text' | 'json' = 'text'): Promise<string> {
  writeFileSync(join(folder, 'a.md'), HEAD + text);
  return (await runCheckDocuments({ docs: [folder], format })).result;
}

function table(heading: string, ...rows: readonly string[]): string {
  const [head = '', ...rest] = rows;
  return `## ${heading}\n\n| ${head} |\n|${'---|'.repeat(head.split('|').length)}\n${rest.map((row) => `| ${row} |\n`).join('')}\n`;
}

describe('runCheckDocuments', () => {
  it('counts what every section states, one as one', async () => {
    const zones = table('Trust Zones', 'Zone | Ranges', 'app | 10.0.0.0/8', 'data | 10.1.0.0/16');
    const isolation = table('Tenant Isolation Strategy', 'Scope | Tenant key | Carrier', '`a.b` | `t` | role');
    expect(await check(zones + isolation)).toContain('1 document states 1 isolation statement, 2 trust zones\n');
    expect(JSON.parse(await check(zones + isolation, 'json'))).toMatchObject({
      summary: { stated: { threats: 0, isolation: 1, zones: 2, auditEvents: 0 } },
    });
  });

  it('says that nothing is stated', async () => {
    expect(await check('# A page about something else\n')).toContain(
      '1 document states nothing that could be enforced\n',
    );
  });

  it('tells the marks of a draft once, with their number, and every other problem in full', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `\`a.t${index}\` (unconfirmed) | internal (unconfirmed)`);
    const draft = table('Data Classification', 'Location | Classification', ...rows, '`a.x` | strange');
    const text = await check(draft);
    expect(text.match(/ info unconfirmed: /gu)).toHaveLength(1);
    expect(text).toContain('60 cells of this file are marked "unconfirmed" and state nothing.');
    expect(text).toContain('warning unknown-word');
    const { diagnostics } = JSON.parse(await check(draft, 'json')) satisfies { diagnostics: readonly object[] };
    expect(diagnostics).toHaveLength(61);
  });

  it('says of a file that cannot be read only that, at the file', async () => {
    writeFileSync(join(folder, 'b.md'), Uint8Array.from([0, 1, 2]));
    const { exit, result } = await runCheckDocuments({ docs: [folder], format: 'text' });
    expect(exit).toBe(2);
    expect(result.match(/ error [a-z-]+:/gu)).toEqual([' error not-text:']);
  });
});
