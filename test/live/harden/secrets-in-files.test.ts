// The clinic with the files of its deployment beside it: secrets in them are findings and open risks with their
// places, and their text is in no file, no result, no message and no error.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeInventory } from '../../../src/inventory/codec.js';
import { runAssess } from '../../../src/runs/assess.js';
import type { Progress } from '../../../src/runs/progress.js';
import { runHarden } from '../../../src/runs/harden.js';
import { readSource } from '../../../src/runs/source.js';
import { INVENTED, MD5, SCRAM } from '../../support/file-credentials.js';

const CLINIC = fileURLToPath(new URL('../../../examples/clinic', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pgrampart-secrets-'));
const source = join(folder, 'clinic');
const said: string[] = [];
const progress: Progress = (event) => said.push(JSON.stringify(event));

const FILES: Readonly<Record<string, string>> = {
  'deploy/compose.yaml': `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${INVENTED}\n`,
  'deploy/pgbackrest.conf': `[global]\nrepo1-cipher-pass=${INVENTED}\n`,
  'deploy/userlist.txt': `"clinic_app" "${SCRAM}"\n"clinic_worker" "${MD5}"\n`,
  'deploy/standby.pgpass': `*:*:replication:standby:${INVENTED}\n`,
  'deploy/broken.yaml': `a: [\nPGPASSWORD: ${INVENTED}\n`,
  'zz-roles.sql': [
    `ALTER ROLE analytics PASSWORD '${INVENTED}';`,
    `ALTER ROLE analytics PASSWORD 'x' '${INVENTED}';`,
    `ALTER ROLE nobody_there PASSWORD '${INVENTED}';`,
  ].join('\n'),
};

beforeAll(() => {
  cpSync(CLINIC, source, { recursive: true });
  mkdirSync(join(source, 'deploy'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(source, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectNoSecret(text: string): void {
  for (const secret of [INVENTED, MD5, SCRAM]) expect(text).not.toContain(secret);
}

describe('secrets in the files of a deployment', () => {
  it('are findings and open risks with their places, and are said without their text', async () => {
    const reading = await readSource(source, {}, progress);
    expectNoSecret(encodeInventory(reading.inventory) + reading.remarks.join('\n'));
    const out = join(folder, 'out');
    const run = { source: reading, docs: [join(source, 'docs')], out, databases: [], scratch: 'none' };
    const { document, result, exit } = await runHarden({ ...run, substrate: null, force: false }, progress);
    const found = document.findings.filter(({ check }) => check === 'secrets/secret-in-bootstrap');
    expect(found.map(({ severity, detail }) => `${severity} ${detail}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^critical The password of the superuser postgres stands in deploy\/compose\.yaml:4 /u),
        expect.stringMatching(/^high A secret stands in deploy\/pgbackrest\.conf:2 /u),
        expect.stringMatching(/^high The password of standby stands in .*standby\.pgpass:1 .* No row of/u),
        expect.stringMatching(/^high The password of analytics stands in zz-roles\.sql:1 /u),
      ]),
    );
    const risks = document.openRisks.map(({ what, reason }) => `${what}: ${reason}`);
    expect(risks.join('\n')).toMatch(
      /zz-roles\.sql:1 holds a password of analytics .*states the password of analytics, kept in vault:clinic/u,
    );
    expect(risks.filter((risk) => risk.includes('path was not read'))).toEqual([]);
    expect(risks.join('\n')).toContain('deploy/broken.yaml is no YAML');
    const notes = document.notes.filter(({ title }) => title === 'Secrets of the pooler path');
    expect(notes.map(({ text }) => text).join()).toMatch(/userlist\.txt:2 \(auth_file\) as a verifier/u);
    expect(document.candidates).toHaveLength(2);
    expect(exit).toBe(3);
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of files) expectNoSecret(readFileSync(join(file.parentPath, file.name), 'utf8'));
    expect(files.some(({ name }) => name.endsWith('.sarif'))).toBe(true);
    expectNoSecret(result + said.join('\n'));
  });

  it('are found by assess in a folder beside any source', async () => {
    const saved = join(folder, 'inventory.json');
    writeFileSync(saved, encodeInventory((await readSource(CLINIC, {}, progress)).inventory));
    const run = { source: saved, docs: [], databases: [], files: join(source, 'deploy'), substrate: null } as const;
    const { result } = await runAssess({ ...run, failOn: 'never', format: 'sarif' }, progress);
    expect(result).toContain('secrets/secret-in-bootstrap');
    expect(result).toContain('compose.yaml:4');
    expectNoSecret(result + said.join('\n'));
  });
});
