// The clinic with its own bad configuration, by the commands, on a server of its own and back.

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOpenPath } from '../../src/proof/scratch/workspace.js';
import { ensureBuilt } from '../cli/built.js';
import { clinicSubject } from './subjects.js';
import { thereAndBack } from './there-and-back.js';
import { thereShortcomings } from './there-page.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = fileURLToPath(new URL('../../bin/pgrampart.js', import.meta.url));

describe.runIf(existsSync(program) && isOpenPath(dirname(program)))('there and back', () => {
  beforeAll(() => ensureBuilt());

  it('the clinic', { timeout: 180_000 }, async ({ skip }) => {
    const outcome = await thereAndBack(clinicSubject(`${root}/examples/clinic`, { major: 18 }), { program });
    if (outcome === null) return skip('no account postgres: apt-get install postgresql-common');
    expect(thereShortcomings(outcome)).toEqual([]);
    expect(outcome.exits).toEqual(['plan 3', 'apply 0', 'plan 3', 'undo 0']);
    expect(outcome.steps).toBeGreaterThan(300);
  });
});
