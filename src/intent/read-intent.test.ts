import { describe, expect, it } from 'vitest';
import { readIntent } from './read-intent.js';

const HEAD = '---\nproduct: shop\nstatus: approved\n---\n\n';
const read = (text: string, path = 'docs/a.md') => readIntent([{ path, text: HEAD + text }]);
const codes = (text: string) => read(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
const threatTable = (row: string) => `## Threat Model\n\n| ID | Threat | Kind |\n|---|---|---|\n${row}\n`;

describe('readIntent', () => {
  it('says that there is nothing to read', () => {
    expect(readIntent([]).diagnostics.map(({ code }) => code)).toEqual(['no-document']);
  });

  it('recognises sections under synonyms, numbers and other headings', () => {
    const { intent } = read(
      '# Security\n\n## 3.1 **Threats**\n\n### Network\n\n| # | Threat description | Kind |\n|---|---|---|\n| T1 | x | Cross-tenant access |\n\n## Glossary\n\n| # | Threat | Kind |\n|---|---|---|\n| T2 | y | z |\n',
    );
    expect(intent.threats).toMatchObject([{ id: 'T1', kind: 'tenant-crossing' }]);
  });

  it('reads Windows line ends, a byte order mark and setext headings', () => {
    const text = `\uFEFF${HEAD}Threat Model\n------------\n\n| ID | Threat | Kind |\n|---|---|---|\n| T1 | x | eavesdropping |\n`;
    const { intent, diagnostics } = readIntent([{ path: 'a.md', text: text.replaceAll('\n', '\r\n') }]);
    expect(diagnostics).toEqual([]);
    expect(intent.threats).toMatchObject([{ id: 'T1', kind: 'eavesdropping', source: { line: 11, column: 3 } }]);
  });

  it('takes no example for a statement', () => {
    const fenced = '```md\n## Threat Model\n\n| ID | Threat |\n|---|---|\n| T1 | x |\n```\n';
    const comment = '<!--\n## Threat Model\n\n| ID | Threat |\n|---|---|\n| T1 | x |\n-->\n';
    expect(read(`${fenced}\n${comment}`).intent.threats).toEqual([]);
  });

  it('asks about an unknown kind instead of guessing', () => {
    const { intent, diagnostics } = read(threatTable('| T1 | x | tenant-crosing |'));
    expect(intent.threats[0]?.kind).toBeNull();
    expect(diagnostics).toMatchObject([
      { code: 'unknown-word', fix: expect.stringContaining('tenant crossing'), source: { line: 10, column: 12 } },
    ]);
  });

  it('takes TBD, dashes and unconfirmed guesses for nothing', () => {
    const text =
      '## Secrets\n\n| Credential | Owner | Rotation |\n|---|---|---|\n| a | TBD | – |\n| b | ops | 90 days (unconfirmed) |\n| c | n/a | ≤ 90 days |\n';
    const { intent, diagnostics } = read(text);
    expect(intent.credentials.map(({ owner, rotation, rotationDays }) => [owner, rotation, rotationDays])).toEqual([
      [null, null, null],
      ['ops', null, null],
      [null, '≤ 90 days', 90],
    ]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unconfirmed']);
  });

  it('reads a list with named fields, and no other list', () => {
    const { intent } = read(
      '## Components\n\n- billing\n  - Tier: 0\n  - Owns: `billing`, `ledger.entries`\n- shop; Owns: `shop`; Connects as: `shop_app`\n\nSee also:\n\n- the wiki\n',
    );
    expect(intent.components).toMatchObject([
      { name: 'billing', tier: 0, owns: [{ text: 'billing' }, { text: 'ledger.entries' }] },
      { name: 'shop', tier: null, connectsAs: ['shop_app'] },
    ]);
  });

  it('reads odd names, wildcards and routines as locations', () => {
    const { intent } = read(
      '## Authorization\n\n| Actor | Resource | Operations |\n|---|---|---|\n| api | `"Odd.Name"."a""b"`, `app.log_*`, `app.f(text, integer)` | read, execute |\n',
    );
    expect(intent.authorizations[0]?.resources.map(({ parts, wildcard }) => ({ parts, wildcard }))).toEqual([
      { parts: ['Odd.Name', 'a"b'], wildcard: false },
      { parts: ['app', 'log_'], wildcard: true },
      { parts: ['app', 'f(text, integer)'], wildcard: false },
    ]);
    expect(intent.authorizations[0]?.operations).toEqual(['select', 'execute']);
  });

  it('helps with a misspelt column and a missing one', () => {
    expect(codes('## Threats\n\n| ID | Threat | Severty |\n|---|---|---|\n| T1 | x | high |\n')).toEqual([
      'warning unknown-column',
    ]);
    expect(codes('## Zones\n\n| Zone | Owner |\n|---|---|\n| a | b |\n')).toEqual(['warning missing-column']);
  });

  it('takes a section named under Omitted sections for left out on purpose', () => {
    const { intent } = read('## Omitted sections\n\nTenant isolation is left out: there is one tenant.\n');
    expect(intent.omitted).toMatchObject([{ section: 'isolation', reason: expect.stringContaining('one tenant') }]);
  });

  it('takes no section for left out that is merely mentioned', () => {
    expect(read('## Omitted sections\n\nDenial of service is left out of the threat model.\n').intent.omitted).toEqual(
      [],
    );
  });

  it('merges documents, whatever their order', () => {
    const a = { path: 'a.md', text: HEAD + threatTable('| T1 | x | eavesdropping |') };
    const b = { path: 'b.md', text: HEAD + threatTable('| T1 | x | eavesdropping |\n| T2 | y | repudiation |') };
    expect(readIntent([b, a])).toEqual(readIntent([a, b]));
    expect(readIntent([a, b]).intent.threats.map(({ id }) => id)).toEqual(['T1', 'T2']);
  });

  it('warns of a document that is not approved', () => {
    expect(readIntent([{ path: 'a.md', text: '---\nstatus: draft\n---\n' }]).diagnostics).toMatchObject([
      { code: 'not-approved', severity: 'warning', source: { line: 2, column: 1 } },
    ]);
  });
});

describe('references', () => {
  it('says what is cited and not there, and periods over the standard', () => {
    const text = [
      '## Threats\n\n| ID | Threat | Kind | Boundary |\n|---|---|---|---|\n| T-01 | x | eavesdropping | B-02 |\n',
      '## Boundaries\n\n| Boundary | From | To |\n|---|---|---|\n| B-01 | a | b |\n',
      '## Audit\n\n| Event | Sink | Threat |\n|---|---|---|\n| DDL | syslog | T-01, T-99 |\n',
      '## Secrets\n\n| Credential | Owner | Rotation |\n|---|---|---|\n| password of `app` | x | yearly |\n',
    ];
    expect(codes(text.join('\n'))).toEqual([
      'warning unknown-reference',
      'warning unknown-reference',
      'warning rotation-too-long',
    ]);
  });

  it('says that a threat crosses no boundary of the map', () => {
    const threats =
      '## Threats\n\n| ID | Threat | Kind | Boundary |\n|---|---|---|---|\n| T-01 | x | eavesdropping | |\n';
    const map = '## Boundaries\n\n| Boundary | From | To |\n|---|---|---|\n| B-01 | a | b |\n';
    expect(codes(`${threats}\n${map}`)).toEqual(['info threat-without-boundary']);
    expect(codes(threats)).toEqual([]);
  });

  it('takes `app` and `app.*` for the same place', () => {
    expect(
      codes('## Classification\n\n| Location | Class |\n|---|---|\n| `app` | public |\n| `app.*` | regulated |\n'),
    ).toEqual(['error two-classes']);
  });
});

describe('contradictions are errors, all at once', () => {
  it.each([
    ['duplicate-id', threatTable('| T1 | x | eavesdropping |\n| T1 | y | repudiation |')],
    [
      'two-classes',
      '## Classification\n\n| Location | Class |\n|---|---|\n| `a.b` | public |\n| `A.b` | regulated |\n',
    ],
    ['two-owners', '## Components\n\n| Component | Owns |\n|---|---|\n| x | `a` |\n| y | `a` |\n'],
    [
      'two-isolations',
      '## Tenancy\n\n| Scope | Tenant key | Carrier |\n|---|---|---|\n| `a.*` | `t` | role |\n| `a.*` | `u` | role |\n',
    ],
    ['two-kinds-of-login', '## Logins\n\n| Login | Kind |\n|---|---|\n| `a` | service |\n| `a` | human |\n'],
    ['two-substrates', '## Deployment\n\n| Cluster | Substrate |\n|---|---|\n| `a` | rds |\n| `a` | neon |\n'],
  ])('%s', (code, text) => {
    expect(codes(text)).toEqual([`error ${code}`]);
  });

  it('reports each of several', () => {
    const text =
      '## Components\n\n| Component | Owns |\n|---|---|\n| x | `a` |\n| y | `a` |\n\n## Logins\n\n| Login | Kind |\n|---|---|\n| `a` | job |\n| `a` | human |\n';
    expect(codes(text)).toHaveLength(2);
  });
});

describe('front matter', () => {
  it('with aliases is refused where it stands, and not taken for one that says nothing', () => {
    const text = '---\nbase: &state approved\nstatus: *state\nproduct: x\n---\n\n# X\n';
    const problems = readIntent([{ path: 'a.md', text }]).diagnostics.filter(({ severity }) => severity === 'error');
    expect(problems).toMatchObject([{ code: 'front-matter', source: { file: 'a.md', line: 2 } }]);
    const plain = '---\nstatus: approved\nowner: "A & B"\nnote: a *b* c\n---\n';
    expect(readIntent([{ path: 'a.md', text: plain }]).diagnostics).toEqual([]);
  });
});
