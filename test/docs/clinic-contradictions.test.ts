// The clinic through the real command, with documents that contradict each other: one clear diagnostic each
// (exit 2), and nothing is written.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClinicCommand } from '../support/clinic-command.js';

let clinic: ClinicCommand;
beforeAll(() => {
  clinic = new ClinicCommand();
});
afterAll(() => clinic?.remove());

const CONTRADICTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['duplicate-id', ['## Threat Model', '| ID | Threat |', '|---|---|', '| T-01 | Something else |']],
  [
    'two-classes',
    ['## Data Classification', '| Location | Classification |', '|---|---|', '| `identity.users.email` | public |'],
  ],
  ['two-owners', ['## Components', '| Component | Owns |', '|---|---|', '| other | `billing` |']],
  [
    'two-isolations',
    ['## Tenant Isolation Strategy', '| Scope | Tenant key |', '|---|---|', '| `patients.*` | `clinic_id` |'],
  ],
  ['two-kinds-of-login', ['## Connection Model', '| Login | Kind |', '|---|---|', '| `clinic_app` | human |']],
  ['two-substrates', ['## Deployment', '| Cluster | Substrate |', '|---|---|', '| `clinic-prod` | rds |']],
];

describe('the clinic with a contradiction', () => {
  it.each(CONTRADICTIONS)('%s', (name, [heading = '', ...table]) => {
    const head = ['---', 'product: clinic', 'status: approved', '---', ''];
    const text = [...head, heading, '', ...table, ''].join('\n');
    const { code, err, out } = clinic.harden((docs) => writeFileSync(join(docs, 'x.md'), text));
    expect(code).toBe(2);
    expect(err.match(/ error [a-z-]+:/gu)).toEqual([` error ${name}:`]);
    expect(err).toMatch(/\n {2}why: .+\n {2}fix: /u);
    expect(existsSync(out)).toBe(false);
  });
});
