// What teams write instead of tables, in wordings of our own: what is read of it, and what is not.

import { describe, expect, it } from 'vitest';
import { readIntent } from '../read-intent.js';
import { SECTION_KINDS } from '../sections/registry.js';

const read = (text: string) =>
  readIntent([{ path: 'a.md', text: `---\nstatus: approved\n---\n# Shop\n\n${text}` }]).intent;

describe('other sections in prose', () => {
  it('reads boundaries by name, by crossing and by their words', () => {
    const text =
      '## Trust boundaries\n\n- **Network edge**: requests from anywhere\n- Browser → API: TLS\n- The worker is trusted only inside its subnet.\n- Restarts at night.\n';
    expect(read(text).boundaries.map(({ id }) => id)).toEqual([
      'Network edge',
      'Browser → API',
      'The worker is trusted only inside its subnet.',
    ]);
    expect(
      read('## Trust boundaries\n\n### 1. Browser ↔ API\n\nProse.\n\n### History\n\nProse.\n').boundaries,
    ).toMatchObject([{ id: 'Browser → API', from: 'Browser', to: 'API' }]);
    expect(read('## Trust boundaries\n\nNot a boundary:\n\n- **Host kernel**\n').boundaries).toEqual([]);
  });

  it('reads classes before, behind and above their data, and takes no definition for data', () => {
    const text =
      '## Data classification\n\n- **Restricted**: password hashes, tokens\n- Invoices: confidential\n- Price list (public)\n- **Internal**: must not leave the company\n\n### Level 3: Regulated\n\n- Diagnoses\n\n### Handling\n\n- Shred paper\n';
    expect(read(text).classifications.map(({ dataset, dataClass }) => [dataset, dataClass])).toEqual([
      ['password hashes, tokens', 'restricted'],
      ['Invoices', 'confidential'],
      ['Price list', 'public'],
      ['Diagnoses', 'regulated'],
    ]);
  });

  it('reads components by their names under headings of their own', () => {
    const names = (text: string): readonly string[] => read(text).components.map(({ name }) => name);
    expect(names('## Core components\n\n| Module | Purpose |\n|---|---|\n| `basket` | holds goods |\n')).toEqual([
      'basket',
    ]);
    expect(
      names('## 2. Architecture\n\n### Key components\n\n1. **Till** – takes money\n2. Shelf: shows goods\n'),
    ).toEqual(['Till', 'Shelf']);
    expect(names('## Services\n\n- Restarted every night, which nobody minds: see the runbook\n')).toEqual([]);
    expect(names('## Security components\n\n- **Note**: none yet\n')).toEqual([]);
  });

  it('reads a table of components under a heading about what threatens them', () => {
    const table = '| Component | Main threats |\n|---|---|\n| `till` | T-1 |\n| `shelf` | T-2 |\n';
    const { components, threats } = read(`## Component threat summary\n\n${table}`);
    expect(components.map(({ name }) => name)).toEqual(['till', 'shelf']);
    expect(threats).toEqual([]);
    expect(read(`## Threats\n\n${table}`).components).toEqual([]);
  });

  it('reads boundaries that a long sentence announces with its last words', () => {
    const said =
      'The shop keeps its customers, its own people and its suppliers apart from each other by the following boundaries:';
    const text = `## Trust boundaries\n\n${said}\n\n1. **Counter** (customers)\n2. **Back door** (suppliers)\n`;
    expect(read(text).boundaries.map(({ id }) => id)).toEqual(['Counter', 'Back door']);
    expect(read(text.replace('## Trust boundaries', '## About')).boundaries).toHaveLength(2);
  });

  it('reads credentials, not practices', () => {
    const text =
      '## Secrets management\n\n- **JWT signing key** – in Vault, rotated every 90 days\n- `DB_PASSWORD`: for the API\n- **Rotation**: every 90 days\n- **Secret scanning**: in CI\n- `LOG_LEVEL`: verbosity\n- Never commit secrets.\n';
    expect(read(text).credentials.map(({ credential, rotationDays }) => [credential, rotationDays])).toEqual([
      ['JWT signing key', 90],
      ['DB_PASSWORD', null],
    ]);
  });

  it('reads events where events are listed, and only there', () => {
    const list = '- Failed logins\n- **Role changes**: who, when\n';
    expect(read(`## Audit events\n\n${list}`).auditEvents.map(({ eventClass }) => eventClass)).toEqual([
      'failed-authentication',
      'role-change',
    ]);
    expect(read(`## Audit\n\nThese events are logged:\n\n${list}`).auditEvents).toHaveLength(2);
    expect(read(`## Audit\n\n${list}`).auditEvents).toHaveLength(2);
    expect(read('## Audit\n\n- Append only\n- **Kept**: seven years\n').auditEvents).toEqual([]);
  });

  it('reads rights from roles, access matrices, and actors without a resource as such', () => {
    const matrix =
      '## Access control matrix\n\n| Table | api | analyst |\n|---|---|---|\n| `app.orders` | RW | read |\n| `app.users` | select | – |\n';
    expect(read(matrix).authorizations.map(({ actor, operations }) => `${actor}: ${operations.join(' ')}`)).toEqual([
      'api: select insert update delete',
      'analyst: select',
      'api: select',
    ]);
    const roles =
      '## Roles and permissions\n\n- **Auditor**: read\n\n| Role | Permissions |\n|---|---|\n| Clerk | select |\n';
    expect(read(roles).authorizations).toMatchObject([
      { actor: 'Auditor', resources: [] },
      { actor: 'Clerk', resources: [] },
    ]);
    expect(read('## Access matrix\n\n| Feature | Admin |\n|---|---|\n| Reports | ✓ |\n').authorizations).toMatchObject([
      { actor: 'Admin', resources: [], operations: [], condition: 'Reports' },
    ]);
  });

  it('takes the regime of requirements from the heading', () => {
    const text =
      '## Compliance\n\n### GDPR\n\n- **Art. 32**: encryption\n\n## SOC 2 mapping\n\n| Criterion | Status |\n|---|---|\n| CC6.1 | done |\n';
    expect(read(text).compliance.map(({ regime, control, coveredBy }) => [regime, control, coveredBy])).toEqual([
      ['GDPR', 'Art. 32', 'encryption'],
      ['SOC 2', 'CC6.1', 'done'],
    ]);
  });

  it('reads protections that name a measure, and components that are set off', () => {
    const text =
      '## Data protection\n\n- **Card numbers**: tokenised\n- **Backups**: nightly\n- **TLS**: encrypts traffic\n\n## Components\n\n- **billing**: makes invoices\n- others follow\n';
    const { protections, components } = read(text);
    expect(protections).toHaveLength(1);
    expect(components.map(({ name }) => name)).toEqual(['billing']);
  });

  it('reads nothing of a document without sections', () => {
    const intent = read(
      '## Usage\n\n- **Token**: `x`\n- App → database\n\n| Threat | Mitigation |\n|---|---|\n| a | b |\n',
    );
    expect(SECTION_KINDS.filter((kind) => intent[kind].length > 0)).toEqual([]);
  });
});

describe('headings and headers of other languages', () => {
  it.each([
    ['German', '## 3. Bedrohungen\n\n| Nr. | Bedrohung | Schweregrad |\n|---|---|---|\n| T1 | x | high |\n'],
    ['French', '## Modèle de menaces\n\n| N° | Menace | Gravité |\n|---|---|---|\n| T1 | x | high |\n'],
    ['Spanish', '## Análisis de amenazas\n\n| ID | Amenaza | Severidad |\n|---|---|---|\n| T1 | x | high |\n'],
    ['Portuguese', '## Ameaças e mitigações\n\n| ID | Ameaça | Severidade |\n|---|---|---|\n| T1 | x | high |\n'],
    ['Chinese', '## 三、系统威胁分析\n\n| 编号 | 威胁描述 | 风险等级 |\n|---|---|---|\n| T1 | x | high |\n'],
    ['Japanese', '## 第2章 脅威と対策\n\n| 番号 | 脅威 | 深刻度 |\n|---|---|---|\n| T1 | x | high |\n'],
    ['Korean', '## 2.1 위협 분석\n\n| 번호 | 위협 | 심각도 |\n|---|---|---|\n| T1 | x | high |\n'],
  ])('%s', (_, text) => {
    expect(read(text).threats).toMatchObject([{ id: 'T1', title: 'x', severity: 'high' }]);
  });

  it.each([
    ['boundaries', '## 信任边界\n\n- 浏览器与服务器之间：TLS\n'],
    ['boundaries', '## 信頼境界\n\n- **外部ネットワーク**：すべて\n'],
    ['boundaries', '## Vertrauensgrenzen\n\n- Zwischen Browser und API: TLS\n'],
    ['boundaries', '## Frontières de confiance\n\n- Entre le navigateur et l’API\n'],
    ['classifications', '## 数据分类与分级\n\n| 数据类型 | 敏感级别 |\n|---|---|\n| 订单 | confidential |\n'],
    [
      'classifications',
      '## Activos a proteger\n\n| Activo | Confidencialidad |\n|---|---|\n| Pedidos | confidential |\n',
    ],
    ['credentials', '## 密钥与凭据管理\n\n| 凭据 | 轮换周期 |\n|---|---|\n| JWT 密钥 | 90 days |\n'],
    ['credentials', '## Gestion des secrets\n\n| Secret | Rotation |\n|---|---|\n| clé JWT | 90 days |\n'],
    ['auditEvents', '## 監査ログ\n\n| イベント | 保存期間 |\n|---|---|\n| DDL | 1 year |\n'],
    ['auditEvents', '## Protokollierung und Audit\n\n| Ereignis | Aufbewahrung |\n|---|---|\n| DDL | 1 year |\n'],
    ['authorizations', '## 权限矩阵\n\n| 角色 | 资源 | 操作 |\n|---|---|---|\n| api | `app.t` | select |\n'],
    [
      'authorizations',
      '## Matriz de permissões\n\n| Papel | Recurso | Permissões |\n|---|---|---|\n| api | `app.t` | select |\n',
    ],
  ] as const)('%s', (kind, text) => {
    expect(read(text)[kind]).toHaveLength(1);
  });

  it('reads nothing of asides and of sentences about a section, in any of them', () => {
    const table = '| ID | Threat |\n|---|---|\n| T1 | x |\n';
    for (const heading of [
      '残余风险',
      '如何更新威胁模型',
      '不在范围内',
      '攻撃者',
      'Restrisiken',
      'Hors périmètre',
      'Riesgos residuales',
    ]) {
      expect(read(`## ${heading}\n\n${table}`).threats).toEqual([]);
    }
  });
});
