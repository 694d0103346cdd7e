// The word that people wait for is said when everything is proved, and nowhere as long as one control is not:
// not on the terminal, not in a file of the output folder.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHarden, type HardenOutcome } from '../../../src/runs/harden.js';
import type { ProgressEvent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';
import { SHOP_SCHEMA, shopDocuments } from './small-shop.js';

const server = serverOf(18);
const root = mkdtempSync(join(tmpdir(), 'pgrampart-posture-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Nothing is too much for the application's role, so nothing shows that its grants are the least. */
const NOTHING_TO_TAKE = SHOP_SCHEMA.replace('GRANT SELECT ON shop.margins TO shop_app;', '');
/** No row fits into one table, so nobody can try whether a tenant sees another's. */
const NOTHING_FITS = SHOP_SCHEMA.replace('CHECK (id > 0)', 'CHECK (id > 0 AND id < 0)');

interface Said extends HardenOutcome {
  /** Everything that a person or a program can read of the run, by file; `terminal` is what was printed. */
  readonly texts: ReadonlyMap<string, string>;
}

async function harden(name: string, schema: string, scratch = 'auto'): Promise<Said> {
  const [docs, out] = [join(root, name, 'docs'), join(root, name, 'out')];
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'security-architecture.md'), shopDocuments(['tenant-crossing', 'excess-privilege']));
  const printed: string[] = [];
  const progress = ({ text }: ProgressEvent): number => printed.push(text);
  await using source = await startSource(server!, 'app', [schema]);
  const reading = await readTarget(superuserOf(source, 'app'), { databases: ['app'], hbaLinesToSkip: 3 }, progress);
  const run = { source: reading, docs: [docs], out, databases: [], scratch, substrate: null, force: false };
  const outcome = await runHarden(run, progress);
  const texts = new Map([['terminal', [...printed, outcome.result].join('\n')]]);
  for (const file of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) texts.set(file.name, readFileSync(join(file.parentPath, file.name), 'utf8'));
  }
  return { ...outcome, texts };
}

/** The JSON says `not-hardened` for what people read as `failed`; no other form of the word is left out. */
function saying({ texts }: Said): readonly string[] {
  const said = [...texts].filter(([, text]) => /hardened/iu.test(text.replaceAll('"posture": "not-hardened"', '')));
  return said.map(([file]) => file);
}

describe.runIf(server !== undefined)('the word hardened', () => {
  it('is said where every control is proved', async () => {
    const said = await harden('proved', SHOP_SCHEMA);
    expect(said.document.postureReasons).toEqual([]);
    expect(said.document.posture).toBe('hardened');
    expect(saying(said)).toEqual(
      expect.arrayContaining(['terminal', 'security-hardening.md', 'report.html', 'report.json']),
    );
  });

  it.each([
    ['no attack shows one control', NOTHING_TO_TAKE, 'Control roles/least-privilege-grants has no evidence.'],
    ['some attacks of one control did not run', NOTHING_FITS, 'Control isolation/row-level-security: '],
  ])('appears nowhere as long as %s', async (_what, schema, reason) => {
    const said = await harden(`case ${reason.length}`, schema);
    expect(said.document.postureReasons).toEqual([expect.stringContaining(reason)]);
    expect(said.document.posture).toBe('unverified');
    expect(said.texts.size).toBeGreaterThan(10);
    expect(saying(said)).toEqual([]);
  });

  it('appears nowhere without a scratch server', async () => {
    const said = await harden('none', SHOP_SCHEMA, 'none');
    expect(said.document.posture).toBe('unverified');
    expect(saying(said)).toEqual([]);
  });
});
