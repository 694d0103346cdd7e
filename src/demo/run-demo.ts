// The demo: the clinic as one finds it, made hard on a scratch cluster, and what came of it. Everything but
// the output folder is thrown away.

import { tmpdir } from 'node:os';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HardeningDocument } from '../report/index.js';
import { EXIT } from '../runs/exit-code.js';
import { runHarden } from '../runs/harden.js';
import type { Progress } from '../runs/progress.js';
import { readTarget } from '../runs/source.js';
import { startExample } from './example-cluster.js';

const CLINIC = fileURLToPath(new URL('../../examples/clinic', import.meta.url));
const MAJOR = 18;

/** What the example leaves unstated on purpose. */
const MEANT_QUESTIONS = ['isolation-of-clinic-billing-payout-accounts', 'rotation-of-password-of-backup'] as const;

export interface DemoOptions {
  readonly out?: string;
  readonly print: (line: string) => void;
}

/** 0 when the outcome is the one that the example is meant to have, else 1. */
export async function runDemo({ out, print }: DemoOptions): Promise<number> {
  const folder = out ?? join(await mkdtemp(join(tmpdir(), 'pgrampart-demo-')), 'clinic');
  const progress: Progress = (event) => {
    if (event.state !== 'start') print(`  ${event.stage}: ${event.text}`);
  };
  print(`Starting PostgreSQL ${MAJOR} with the clinic as one finds it before go-live …`);
  const { cluster, target } = await startExample(CLINIC, 'clinic', { major: MAJOR });
  try {
    const source = await readTarget(
      target,
      { hbaLinesToSkip: cluster.harnessHbaLines.length, statistics: true },
      progress,
    );
    const run = { source, docs: [join(CLINIC, 'docs')], out: folder, databases: [], scratch: 'auto', substrate: null };
    const { exit, result, document } = await runHarden({ ...run, force: false }, progress);
    print('');
    print(result);
    const problems = unexpected(exit, document);
    print('');
    for (const problem of problems) print(`NOT as meant: ${problem}`);
    if (problems.length === 0) {
      print('As meant: exit code 3, because the example leaves exactly two things unstated (see adr-candidates/).');
    }
    return problems.length === 0 ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}

function unexpected(exit: number, document: HardeningDocument): readonly string[] {
  const problems: string[] = [];
  if (exit !== EXIT.waiting) problems.push(`harden ended with exit code ${exit}, not ${EXIT.waiting}`);
  const asked = document.candidates.map((candidate) => candidate.id).toSorted();
  if (asked.join() !== MEANT_QUESTIONS.toSorted().join()) problems.push(`the questions are ${asked.join(', ')}`);
  if (!document.proof.ran) problems.push(`nothing was proved: ${document.proof.remarks.join('; ')}`);
  return problems;
}
