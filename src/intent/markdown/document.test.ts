import { describe, expect, it } from 'vitest';
import { readIntent } from '../read-intent.js';

const read = (text: string) => readIntent([{ path: 'a.md', text: `---\nstatus: approved\n---\n${text}` }]).intent;

describe('what teams write instead of tables', () => {
  it('reads a heading with an id as a threat, and the fields in its list', () => {
    const { threats } = read(
      '# Threat model — shop\n\n## Threats\n\n### S1 — Spoofing a *tenant*\n\nProse.\n\n- Mitigation: none\n- Residual risk: the host\n- Severity: high\n',
    );
    expect(threats).toMatchObject([
      {
        id: 'S1',
        title: 'Spoofing a tenant',
        category: 'Spoofing',
        residual: 'the host',
        severity: 'high',
        source: { line: 8, column: 5 },
      },
    ]);
  });

  it('takes a heading that tells more of a row for no second threat', () => {
    const table = '| ID | Threat |\n|---|---|\n| T-01 | SQL injection |\n';
    expect(read(`## Threat Model\n\n${table}\n### T-01: SQL injection, in detail\n`).threats).toHaveLength(1);
  });

  it('gives rows the STRIDE category of the heading above them', () => {
    const { threats } = read(
      '## STRIDE Threat Analysis\n\n### 3.2 Tampering\n\n| # | Threat |\n|---|---|\n| T1 | x |\n',
    );
    expect(threats).toMatchObject([{ id: 'T1', category: 'Tampering' }]);
  });

  it('reads boundaries from headings with a property table and from crossings in lists', () => {
    const text =
      '## 2. Trust Boundaries\n\n### TB-1: Gateway\n\n| Property | Description |\n|---|---|\n| Encryption | TLS 1.3 |\n\n' +
      '### Others\n\n1. Agent → server: HTTP.\n2. Between the app and the database.\n3. Nothing else.\n';
    expect(read(text).boundaries.toSorted((a, b) => a.source.line - b.source.line)).toMatchObject([
      { id: 'TB-1', name: 'TB-1: Gateway', encryption: 'TLS 1.3' },
      { id: 'Agent → server', from: 'Agent', to: 'server' },
      { id: 'app → database', from: 'app', to: 'database' },
    ]);
  });

  it('reads tables in block quotes, at their place', () => {
    const { threats } = read('## Threats\n\n> | ID | Threat |\n> |---|---|\n> | T1 | x |\n');
    expect(threats).toMatchObject([{ id: 'T1', source: { file: 'a.md', line: 8, column: 5 } }]);
  });

  it('reads nothing of what is out of scope, of examples, and of sentences about a section', () => {
    const table = '| ID | Threat |\n|---|---|\n| T1 | x |\n';
    for (const heading of ['Out of scope', '4. Residual risks', 'Example', 'Out of scope for the first release']) {
      expect(read(`# Threat model\n\n## ${heading}\n\n${table}`).threats).toEqual([]);
    }
    expect(read(`# How to update the threat model\n\n${table}`).threats).toEqual([]);
  });

  it('reads environment variables as credentials only when they hold one', () => {
    const rows = '| `JWT_SECRET_KEY` | yes |\n| `LOG_LEVEL` | no |\n| `GITHUB_CLIENT_ID` | no |\n';
    const { credentials } = read(`### Environment Variables\n\n| Variable | Required |\n|---|---|\n${rows}`);
    expect(credentials.map(({ credential }) => credential)).toEqual(['JWT_SECRET_KEY']);
  });

  it('takes the column with the nearest word when two mean the same', () => {
    const text = '## Threats\n\n| ID | Threat | Impact | Risk |\n|---|---|---|---|\n| T1 | x | high | low |\n';
    expect(read(text).threats).toMatchObject([{ severity: 'low' }]);
  });
});
