// The clinic through the real command, each section of its documents deleted in turn: exactly its
// questions are asked, and everything else is still produced (exit 3).

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClinicCommand } from '../../support/clinic-command.js';

let clinic: ClinicCommand;
beforeAll(() => {
  clinic = new ClinicCommand();
});
afterAll(() => clinic?.remove());

const OPEN = ['isolation-of-billing-payout-accounts', 'rotation-of-password-of-backup'];
const SECTIONS: readonly (readonly [heading: string, asked: readonly string[], replaced: string])[] = [
  ['Threat Model', ['threat-model'], ''],
  ['Trust Boundary Map', [], ''],
  ['Deployment', ['substrate'], ''],
  ['Components', ['ownership-of-schemas'], ''],
  ['Data Classification', ['data-classification'], ''],
  ['Authorization Architecture', ['authorization-model'], ''],
  // A wider question takes the place of the narrower one.
  ['Tenant Isolation Strategy', ['tenant-isolation-strategy'], 'isolation-of-billing-payout-accounts'],
  ['Connection Model', ['kind-of-logins'], ''],
  ['Data Protection Rules', [], ''],
  ['Logging & Audit Architecture', ['audit-architecture'], ''],
  ['Secrets & Key Management', ['credentials-of-logins', 'tls-material'], 'rotation-of-password-of-backup'],
  ['Trust Zones', ['sources-of-logins'], ''],
  ['Network Exposure', [], ''],
  ['Compliance Mapping', [], ''],
];

function cut(docs: string, heading: string): void {
  for (const name of readdirSync(docs)) {
    const path = join(docs, name);
    if (!name.endsWith('.md')) continue;
    const text = readFileSync(path, 'utf8');
    const start = text.indexOf(`\n## ${heading}\n`);
    const end = start < 0 ? -1 : text.indexOf('\n## ', start + 1);
    if (start >= 0) writeFileSync(path, text.slice(0, start) + (end < 0 ? '\n' : text.slice(end)));
  }
}

describe('the clinic without one of its sections', () => {
  it.each(SECTIONS)('%s', (heading, questions, replaced) => {
    const { code, out } = clinic.harden((docs) => cut(docs, heading));
    expect(code).toBe(3);
    const asked = readdirSync(join(out, 'adr-candidates')).map((name) => name.replace(/^\d+-|\.md$/gu, ''));
    const wanted = [...OPEN.filter((id) => id !== replaced), ...questions];
    expect(asked.toSorted()).toEqual(wanted.toSorted());
    for (const file of ['plan.json', 'security-hardening.md', 'coverage.json']) {
      expect(existsSync(join(out, file))).toBe(true);
    }
  });
});
