import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { formerRulesOf, formerRulesPath, mapsOf } from './former-rules.js';

const AS_WRITTEN = `# the office network
hostssl  all  migrator  10.20.5.0/28  cert  clientcert=verify-full map=deploy
include  more.conf
`;
const AS_LISTED = `hostssl all migrator 10.20.5.0/28 cert map=deploy clientcert=verify-full
local all postgres peer
`;
const HARDENED = 'local all all reject\n';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgrampart-rules-'));
  file = join(folder, 'pg_hba.conf');
  writeFileSync(join(folder, 'more.conf'), 'local all postgres peer\n');
  writeFileSync(formerRulesPath(file, HARDENED), AS_WRITTEN);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the text that ours replaced comes back, comments and includes and all', () => {
  writeFileSync(file, HARDENED);
  expect(formerRulesOf(file, AS_LISTED, 16)?.text).toBe(AS_WRITTEN);
});

it('maps come back in the same way, by what they say', () => {
  const written = '# by hand\nops  root   postgres\nops /^(.*)@x$ \\1\n';
  const listed = 'ops root postgres\nops "/^(.*)@x$" "\\1"\n';
  writeFileSync(formerRulesPath(file, HARDENED), written);
  writeFileSync(file, HARDENED);
  expect(formerRulesOf(file, listed, 16, mapsOf)?.text).toBe(written);
  expect(formerRulesOf(file, `${listed}ops root app\n`, 16, mapsOf)).toBeNull();
});

it('not when somebody changed the file since, nor for other rules', () => {
  writeFileSync(file, `${HARDENED}# changed by hand\n`);
  expect(formerRulesOf(file, AS_LISTED, 16)).toBeNull();
  writeFileSync(file, HARDENED);
  expect(formerRulesOf(file, `${AS_LISTED}local all app peer\n`, 16)).toBeNull();
});

it('not when it cannot be read any more as the server read it', () => {
  writeFileSync(file, HARDENED);
  expect(formerRulesOf(file, AS_LISTED, 15)).toBeNull();
});
