import { describe, expect, it } from 'vitest';
import { readSection, type RoleSetting } from '../inventory/index.js';
import { capabilitiesOf } from '../substrate/index.js';
import { bindDocuments, type Sections } from '../../test/support/intent.js';
import { inventoryOf, type InventorySketch } from '../../test/support/inventory.js';
import { designControls, type Design } from './design.js';

const DOCUMENTS: Sections = {
  'Threat Model': [
    'ID | Threat | Kind | Severity',
    'T1 | injected SQL | injection-blast-radius | high',
    'T2 | stolen | credential-theft | high',
    'T3 | from anywhere | unauthorised-network-access | high',
  ],
  Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
  'Connection Model': [
    'Login | Actor | Kind | Database | Source | Authentication',
    '`web` | api | service | app | 10.0.0.0/8 | scram-sha-256',
    '`batch` | batch | job | app | 10.0.0.0/8 | scram-sha-256',
    '`glass` | glass | break-glass | app | 10.0.0.0/8 | scram-sha-256',
  ],
};

function designFor(sketch: InventorySketch, more: Sections = {}): Design {
  const roles = sketch.roles ?? ['web', 'batch', 'glass'].map((name) => ({ name, login: true }));
  const inventory = inventoryOf({ settings: { max_connections: '100' }, ...sketch, roles });
  const bound = bindDocuments({ ...DOCUMENTS, ...more }, inventory);
  return designControls({
    bound,
    inventory,
    databases: inventory.databases.map((each) => each.name),
    blocked: [],
    capabilities: capabilitiesOf(bound.intent, inventory),
  });
}

function attributesOf(design: Design, control: string): readonly string[] {
  return (design.controls.find((each) => each.id === control)?.demands ?? []).flatMap(({ fact }) =>
    fact.kind === 'role' ? [`${fact.role} ${JSON.stringify(fact.attributes)}`] : [],
  );
}

function settingsOf(design: Design): readonly string[] {
  const control = design.controls.find((each) => each.id === 'roles/session-limits');
  return (control?.demands ?? []).flatMap(({ fact }) =>
    fact.kind === 'role-setting' ? [`${fact.role} ${fact.name} ${fact.value}`] : [],
  );
}

describe('connection limits', () => {
  it('leave the rest of the server’s connections to the others, and an emergency one', () => {
    expect(attributesOf(designFor({}), 'roles/connection-limits')).toEqual([
      'batch {"connectionLimit":95}',
      'glass {"connectionLimit":1}',
      'web {"connectionLimit":95}',
    ]);
  });

  it('keep what is there, and cut nobody who is connected', () => {
    const session = { role: 'batch', database: 'app', source: null, tlsVersion: null, application: 'x', count: 97 };
    const design = designFor({
      roles: [
        { name: 'web', login: true, connectionLimit: 20 },
        { name: 'batch', login: true },
        { name: 'glass', login: true },
      ],
      cluster: { sessions: readSection([session]) },
    });
    expect(attributesOf(design, 'roles/connection-limits')).toEqual([
      'glass {"connectionLimit":1}',
      'web {"connectionLimit":20}',
    ]);
  });
});

describe('session limits', () => {
  it('are those of the kind, and a chosen one is kept unless it is none', () => {
    const own = (value: string): RoleSetting => ({ role: 'web', database: null, name: 'statement_timeout', value });
    const rest = ['batch idle_in_transaction_session_timeout 60min', 'web idle_in_transaction_session_timeout 5min'];
    for (const [value, kept] of [
      ['0', '5min'],
      ['7s', '7s'],
    ] as const) {
      const design = designFor({ cluster: { roleSettings: readSection([own(value)]) } });
      expect(settingsOf(design)).toEqual([...rest, `web statement_timeout ${kept}`]);
    }
  });
});

describe('listening addresses', () => {
  const listening = (endpoint: string): readonly string[] => {
    const design = designFor(
      { settings: { listen_addresses: '*' } },
      { 'Network Exposure': ['Endpoint | Zone | Allowed sources | Public', `${endpoint} | data | 10.0.0.0/8 | no`] },
    );
    const control = design.controls.find((each) => each.id === 'exposure/listen-addresses');
    const facts = (control?.demands ?? []).flatMap(({ fact }) => (fact.kind === 'setting' ? [fact.value] : []));
    return facts.length > 0 ? facts : design.openRisks.map((risk) => risk.what).filter((what) => /listen/u.test(what));
  };

  it('are the stated addresses; a name is asked about', () => {
    expect(listening('10.0.3.5:5432')).toEqual(['localhost, 10.0.3.5']);
    expect(listening('[fd00::5]:5432')).toEqual(['localhost, fd00::5']);
    expect(listening('db.example:5432')).toEqual([
      'The server listens on every address of its host (listen_addresses = *)',
    ]);
  });
});

describe('a public endpoint', () => {
  const risk = (hba: readonly string[], exception: string): readonly string[] => {
    const rules = hba.map((text, index) => {
      const [type = '', address = ''] = text.split(' ');
      const rest = { databases: ['app'], users: ['web'], netmask: null, method: 'scram-sha-256', options: [] };
      return { file: 'pg_hba.conf', line: index + 1, type, address, error: null, ...rest };
    });
    const design = designFor(
      { cluster: { hbaRules: readSection(rules) } },
      {
        'Network Exposure': [
          'Endpoint | Zone | Allowed sources | Public | Exception',
          `db.example:5432 | edge | 203.0.113.0/24 | yes | ${exception}`,
        ],
      },
    );
    return design.openRisks.filter((each) => each.what.endsWith('is public')).map((each) => each.reason);
  };

  it('says which of its three conditions fails', () => {
    const [reason = ''] = risk(['hostssl 203.0.113.0/25', 'host 0.0.0.0/0'], 'ADR-7');
    expect(reason).toContain('its exception names no accepted ADR');
    expect(reason).toContain('lines 2 of pg_hba.conf admit more');
    expect(reason).toContain('lines 2 of pg_hba.conf admit without TLS');
    expect(risk(['hostssl 203.0.113.0/25'], 'ADR-7')).toEqual([
      'a public endpoint holds only with an accepted ADR, an allow-list and TLS: its exception names no accepted ADR',
    ]);
  });
});
