// A section is left out with a reason, or it is not; and what is stated is not left out.

import { describe, expect, it } from 'vitest';
import { HEAD } from '../../test/support/intent.js';
import { inventoryOf } from '../../test/support/inventory.js';
import { bindIntent } from './bind/bind-intent.js';
import { readIntent } from './read-intent.js';

const read = (text: string) => readIntent([{ path: 'a.md', text: HEAD + text }]);
const tenants = inventoryOf({ tables: [{ name: 'app.orders', columns: { id: 'uuid', tenant_id: 'uuid not null' } }] });
const asked = (text: string) => bindIntent(read(text).intent, tenants).candidates.map(({ id }) => id);
const ROWS =
  '## Tenant Isolation Strategy\n\n| Scope | Tenant key | Carrier |\n|---|---|---|\n| `x.y` | `t` | role |\n\n';

describe('Omitted sections', () => {
  it('with a reason are no question', () => {
    const text = '## Omitted sections\n\n- Tenant isolation strategy: one tenant\n- Threat model: kept elsewhere\n';
    expect(read(text).intent.omitted.map(({ section }) => section)).toEqual(['isolation', 'threats']);
    expect(read(text).diagnostics).toEqual([]);
    expect(asked(text)).not.toContain('tenant-isolation-strategy');
  });

  it.each([
    ['1. Tenant isolation: one tenant\n2. Threat model: kept elsewhere'],
    ['### 1. Tenant isolation\n\nOne tenant.\n\n### Threat model\n\n- It is kept elsewhere.'],
  ])('may be numbered, or headings of their own: %j', (text) => {
    const { intent, diagnostics } = read(`## Omitted sections\n\n${text}\n\n## Naming\n\nSee the wiki.\n`);
    expect(intent.omitted.map(({ section }) => section)).toEqual(['isolation', 'threats']);
    expect(diagnostics).toEqual([]);
  });

  it.each(['- Tenant isolation strategy', '- **Tenant Isolation Strategy**.', 'Tenant isolation strategy:'])(
    'without one stay a question: %j',
    (line) => {
      const text = `## Omitted sections\n\n${line}\n`;
      expect(read(text).diagnostics).toMatchObject([{ code: 'omitted-without-reason', severity: 'warning' }]);
      expect(asked(text)).toContain('tenant-isolation-strategy');
    },
  );

  it('that are stated all the same are told, and their questions asked', () => {
    const text = `${ROWS}## Omitted sections\n\n- Tenant isolation strategy: one tenant\n`;
    expect(read(text).diagnostics).toMatchObject([
      { code: 'omitted-and-stated', severity: 'warning', source: { file: 'a.md', line: 14 } },
    ]);
    expect(asked(text)).toContain('isolation-of-app-orders');
  });
});
