import { describe, expect, it } from 'vitest';
import { readIntent } from './read-intent.js';

const THREATS = '## Threats\n\n| ID | Threat | Component |\n|---|---|---|\n| T1 | x | |\n| T2 | y | shop |\n';
const read = (path: string, head: string) =>
  readIntent([{ path, text: `---\nstatus: approved\n${head}---\n\n${THREATS}` }]);

describe('a component’s own document', () => {
  it.each([
    ['docs/components/billing.md', 'tier: 0\nowns: [billing, ledger.entries]\nconnects_as: billing_app\n'],
    ['docs/any.md', 'component: billing\ntier: 0\nowns: "`billing`, ledger.entries"\nlogin: billing_app\n'],
  ])('%s states the component, and its threats are the component’s', (path, head) => {
    const { intent, diagnostics } = read(path, head);
    expect(diagnostics).toEqual([]);
    expect(intent.components).toMatchObject([
      {
        name: 'billing',
        tier: 0,
        owns: [{ text: 'billing' }, { text: 'ledger.entries' }],
        connectsAs: ['billing_app'],
      },
    ]);
    expect(intent.components[0]?.owns[0]?.source.line).toBe(path.includes('any') ? 5 : 4);
    expect(intent.threats.map(({ id, component }) => [id, component])).toEqual([
      ['T1', 'billing'],
      ['T2', 'shop'],
    ]);
  });

  it('is none without such front matter', () => {
    const { intent } = read('docs/components/README.md', 'owner: x\n');
    expect(intent.components).toEqual([]);
    expect(intent.threats[0]?.component).toBeNull();
  });

  it('contradicts another that owns the same', () => {
    const file = (name: string) => ({
      path: `components/${name}.md`,
      text: `---\nstatus: approved\nowns: ${name === 'a' ? 'app' : 'app.*'}\n---\n`,
    });
    expect(readIntent([file('a'), file('b')]).diagnostics.map(({ code }) => code)).toEqual(['two-owners']);
  });
});
