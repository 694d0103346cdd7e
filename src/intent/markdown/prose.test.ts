// What teams write instead of tables, in wordings of our own: what is read of it, and what is not.

import { describe, expect, it } from 'vitest';
import { readIntent } from '../read-intent.js';

const read = (text: string) =>
  readIntent([{ path: 'a.md', text: `---\nstatus: approved\n---\n# Shop\n\n${text}` }]).intent;
const titles = (text: string) => read(text).threats.map(({ title }) => title);

describe('threats in prose', () => {
  it.each([
    ['bold items', '## Threats\n\n- **Stolen laptop** — a dump is on it\n- **Curious colleague**: reads on\n'],
    ['plain items', '## Key threats\n\n* Stolen laptop\n* Curious colleague\n'],
    ['numbered items', '## 4. Security risks\n\n1. Stolen laptop: a dump is on it\n2. Curious colleague\n'],
    ['bold paragraphs', '## Threats\n\n**Stolen laptop.** A dump is on it.\n\n**Curious colleague** reads on.\n'],
    ['a definition list', '## Threats\n\nStolen laptop\n: a dump is on it\n\nCurious colleague\n: reads on\n'],
    [
      'a lead-in',
      'Prose.\n\n**Threats:**\n\n- Stolen laptop\n- Curious colleague\n\n- No threat\n'.replace(
        '\n\n- No',
        '\n\nWe are:\n\n- No',
      ),
    ],
    [
      'a table without ids',
      '## Threats\n\n| Threat | Mitigation |\n|---|---|\n| Stolen laptop | x |\n| Curious colleague | y |\n',
    ],
    [
      'headings with fields',
      '## Threats\n\n### Stolen laptop\n\n- Mitigation: none\n\n### 2. Curious colleague\n\n**Impact:** high\n',
    ],
    [
      'counted headings',
      '## Threats\n\n### Threat 1: Stolen laptop\n\nProse.\n\n### Threat 2 — Curious colleague\n\nProse.\n',
    ],
    [
      'headings of a threat model',
      '## Threat model\n\n### Stolen laptop\n\n**Mitigation:** x\n\n### Curious colleague\n\n#### Mitigations\n\n- x\n',
    ],
    [
      'categories in a list',
      '## STRIDE\n\n- **Spoofing**: Stolen laptop\n- **Tampering (integrity)** – Curious colleague\n- **Repudiation**: n/a\n',
    ],
    [
      'categories as headings',
      '## STRIDE analysis\n\n### Spoofing\n\n- **Threat:** Stolen laptop\n- **Mitigation:** x\n\n### T - Tampering\n\n- Curious colleague\n',
    ],
  ])('%s', (_, text) => {
    expect(titles(text)).toEqual(['Stolen laptop', 'Curious colleague']);
  });

  it('reads ids before titles, wherever they stand', () => {
    const text =
      '## Threat model\n\n- **T-01: Stolen laptop**\n- [S1] Forged token\n\n| Threat | Risk |\n|---|---|\n| T-02: SQL injection | high |\n| T-01 | low |\n';
    expect(read(text).threats.map(({ id, title, kind }) => [id, title, kind])).toEqual([
      ['T-01', 'Stolen laptop', null],
      ['S1', 'Forged token', null],
      ['T-02', 'SQL injection', 'injection-blast-radius'],
    ]);
  });

  it('reads records of fields, and tables that lie on their side', () => {
    const record = '## Threat model\n\n**ID:** T-01\n**Threat:** Stolen laptop\n**Severity:** high\n';
    const lying =
      '## Threat model\n\n| | T-01 | T-02 |\n|---|---|---|\n| Threat | Stolen laptop | x |\n| Severity | high | low |\n';
    const one =
      '## Threat model\n\n| Property | Value |\n|---|---|\n| ID | T-01 |\n| Threat | Stolen laptop |\n| Severity | high |\n';
    for (const text of [record, lying, one]) {
      expect(read(text).threats[0]).toMatchObject({ id: 'T-01', title: 'Stolen laptop', severity: 'high' });
    }
  });

  it('reads a matrix of components and categories', () => {
    const text =
      '## STRIDE analysis\n\n| Component | Spoofing | Tampering | Repudiation |\n|---|---|---|---|\n| API | forged token | – | yes |\n';
    expect(read(text).threats.map(({ title, category, component }) => [title, category, component])).toEqual([
      ['forged token', 'Spoofing', 'API'],
      ['Repudiation: API', 'Repudiation', 'API'],
    ]);
  });

  it.each([
    ['an outline', '## Threat model\n\n- Assets: data\n- **Attackers**: people\n- **Trust boundaries**: some\n'],
    ['mitigations', '## Threats\n\n- **Mitigation**: x\n- **Impact:** high\n'],
    ['what is not defended', '## Threats\n\nWe do not defend against:\n\n- Stolen laptop\n'],
    ['what counters them', '## Threats\n\nControls:\n\n- Rate limits\n'],
    ['a list deeper down', '## Threats\n\n### Process\n\n- Meet every quarter\n'],
    ['headings that group', '## Threats\n\n### Network\n\n| ID | Threat |\n|---|---|\n\n### Process\n\nWe meet.\n'],
    ['headings without fields', '## Threats\n\n### Process\n\nWe meet.\n'],
    ['names of categories alone', '## Threats (STRIDE)\n\n- Spoofing\n- Tampering\n'],
    [
      'an explanation of STRIDE',
      '## STRIDE\n\n| Threat | Property violated |\n|---|---|\n| Spoofing | Authentication |\n| Tampering | Integrity |\n',
    ],
    ['attackers', '## Threat actors\n\n- **Insider**: has a login\n'],
  ])('reads nothing of %s', (_, text) => {
    expect(titles(text)).toEqual([]);
  });
});

describe('fields and lead-ins', () => {
  it('takes unset fields and lead-ins under a heading for its own', () => {
    const text =
      '## Threats and mitigations\n\n### Stolen laptop\n\nThreat: a dump is on it.\n\nMitigations:\n\n- encrypt\n\nResidual risk: sleepy people\n\n### Process\n\nWe meet: often.\n';
    expect(read(text).threats).toMatchObject([{ title: 'Stolen laptop', residual: 'sleepy people' }]);
  });

  it('reads rows that begin with a category, and no explanation of it', () => {
    const rows = '| **Spoofing** | forged sender |\n| **Tampering** | edited rows |\n| Repudiation | no trail |\n';
    const told = read(`## STRIDE by component\n\n| | Where it lands |\n|---|---|\n${rows}`).threats;
    expect(told.map(({ title, category }) => [title, category])).toEqual([
      ['forged sender', 'Spoofing'],
      ['edited rows', 'Tampering'],
      ['no trail', 'Repudiation'],
    ]);
    expect(read(`## STRIDE\n\n| | Property |\n|---|---|\n${rows}`).threats).toEqual([]);
  });
});
