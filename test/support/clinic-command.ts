// The clinic's inventory, read once, hardened with changed documents by the real command.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant } from '../../src/core/invariant.js';
import { ensureBuilt } from '../cli/built.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const clinic = join(root, 'examples/clinic');
const program = join(root, process.env['PGRAMPART_PROGRAM'] ?? 'bin/pgrampart.js');

export interface CommandRun {
  readonly code: number | null;
  readonly err: string;
}

function run(...words: readonly string[]): CommandRun {
  const { status, stderr } = spawnSync(process.execPath, [program, ...words, '--quiet'], { encoding: 'utf8' });
  return { code: status, err: stderr };
}

export class ClinicCommand {
  readonly #folder: string;
  #serial = 0;

  constructor() {
    ensureBuilt();
    this.#folder = mkdtempSync(join(tmpdir(), 'pgrampart-clinic-'));
    const { code, err } = run('inventory', clinic, '--out', join(this.#folder, 'inventory.json'));
    invariant(code === 0, `the clinic cannot be read: ${err}`);
  }

  /** Copies the documents, changes them, and hardens the saved inventory without a scratch cluster. */
  harden(change: (docs: string) => void): CommandRun & { readonly out: string } {
    this.#serial += 1;
    const docs = join(this.#folder, `docs-${this.#serial}`);
    cpSync(join(clinic, 'docs'), docs, { recursive: true });
    change(docs);
    const out = join(this.#folder, `out-${this.#serial}`);
    const inventory = join(this.#folder, 'inventory.json');
    return { ...run('harden', inventory, '--docs', docs, '--out', out, '--scratch', 'none'), out };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
