// The clinic hardened once on a real server, for the tests that look at what came of it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startExample, type ExampleWish } from '../../../src/demo/example-cluster.js';
import { runHarden, type HardenOutcome } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';

const CLINIC = fileURLToPath(new URL('../../../examples/clinic', import.meta.url));

export interface HardenedClinic {
  readonly outcome: HardenOutcome;
  readonly out: string;
  readonly remove: () => Promise<void>;
}

export async function hardenClinic(wish: ExampleWish, scratch = 'auto'): Promise<HardenedClinic> {
  const folder = await mkdtemp(join(tmpdir(), 'pgrampart-clinic-'));
  const out = join(folder, 'out');
  const { cluster, target } = await startExample(CLINIC, 'clinic', wish);
  try {
    const source = await readTarget(target, { hbaLinesToSkip: cluster.harnessHbaLines.length }, silent);
    const run = { source, docs: [join(CLINIC, 'docs')], out, databases: [], scratch, substrate: null, force: false };
    const outcome = await runHarden(run, silent);
    return { outcome, out, remove: () => rm(folder, { recursive: true, force: true }) };
  } finally {
    await cluster.stop();
  }
}
