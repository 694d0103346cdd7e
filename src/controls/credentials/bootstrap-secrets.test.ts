import { describe, expect, it } from 'vitest';
import { bindDocuments, type Sections } from '../../../test/support/intent.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { readSection, type ClientConfig, type Section } from '../../inventory/index.js';
import { capabilitiesOf } from '../../substrate/index.js';
import { designControls, type Design } from '../design.js';

const DOCUMENTS: Sections = {
  'Threat Model': ['ID | Threat | Kind | Severity', 'T1 | in the image | secret-in-bootstrap | high'],
  'Secrets & Key Management': [
    'Credential | Used by | Store | Owner | Rotation',
    'password of `web` | application | `vault:web` | team | 30 days',
    'storage key | restore | `vault:s3` | team | 30 days',
  ],
};

const PLACE = { line: 3, database: null, host: null, sslMode: null, poolMode: null } as const;

function config(file: string, rest: Pick<ClientConfig, 'use' | 'secret'> & { readonly role?: string }): ClientConfig {
  return { ...PLACE, file, key: 'k', hasPassword: rest.secret === 'clear', role: null, ...rest };
}

function designFor(clientConfigs: Section<ClientConfig>, more: Sections = {}): Design {
  const roles = [
    { name: 'web', login: true },
    { name: 'boss', login: true, superuser: true },
  ];
  const inventory = inventoryOf({ roles, cluster: { clientConfigs } });
  const bound = bindDocuments({ ...DOCUMENTS, ...more }, inventory);
  return designControls({
    bound,
    inventory,
    databases: [],
    blocked: [],
    capabilities: capabilitiesOf(bound.intent, inventory),
  });
}

function unread(design: Design): readonly string[] {
  return design.openRisks.flatMap(({ what }) => /^The (\w+) path was not read$/u.exec(what)?.[1] ?? []);
}

describe('secrets in bootstrap and restore', () => {
  it('says each way of which nothing was supplied, with the row that states its credential', () => {
    const design = designFor(readSection([config('init.sql', { use: 'bootstrap', secret: 'reference' })]));
    expect(unread(design)).toEqual(['application', 'pooler', 'restore', 'replication']);
    const restore = design.openRisks.find(({ what }) => what.startsWith('The restore'));
    expect(restore?.reason).toMatch(/storage key is stated for it \(a\.md:\d+/u);
    const notes = design.notes.filter(({ title }) => title.startsWith('Secrets of the'));
    expect(notes.map(({ title, text }) => `${title}: ${text}`)).toEqual([
      'Secrets of the bootstrap path: No secret stands in clear in what was read of it: init.sql:3 (k) by reference.',
    ]);
  });

  it('asks for no pooler’s files where every login is stated to have none', () => {
    const connections = {
      'Connection Model': [
        'Login | Actor | Kind | Database | Source | Pooler',
        '`web` | api | service | app | local | none',
      ],
    };
    expect(unread(designFor(readSection([]), connections))).not.toContain('pooler');
  });

  it('says each secret in clear with its place, its row, and a superuser as one', () => {
    const configs = [
      config('.env', { use: 'application', secret: 'clear', role: 'web' }),
      config('compose.yaml', { use: 'bootstrap', secret: 'clear', role: 'boss' }),
      config('wal-g.env', { use: 'restore', secret: 'clear' }),
    ];
    const { openRisks, notes } = designFor(readSection(configs));
    const risks = openRisks
      .filter(({ what }) => what.includes(' holds '))
      .map(({ what, reason }) => `${what} | ${reason}`);
    expect(risks).toEqual([
      expect.stringMatching(/^\.env:3 holds a password of web .* states the password of web, kept in vault:web$/u),
      expect.stringMatching(/^compose\.yaml:3 holds a password of the superuser boss .* no row of Secrets/u),
      expect.stringMatching(/^wal-g\.env:3 holds a secret .* states the storage key, kept in vault:s3$/u),
    ]);
    expect(notes.filter(({ title }) => title.startsWith('Secrets of the'))).toEqual([]);
  });

  it('knows a superuser by what always makes one, where no role was read', () => {
    const made = {
      ...config('compose.yaml', { use: 'bootstrap', secret: 'clear', role: 'maker' }),
      key: 'POSTGRES_PASSWORD',
    };
    const postgres = config('init.sh', { use: 'bootstrap', secret: 'clear', role: 'postgres' });
    const other = config('init.sh', { use: 'bootstrap', secret: 'clear', role: 'maker' });
    const { openRisks } = designFor(readSection([made, postgres, other]));
    expect(openRisks.flatMap(({ what }) => / holds a password of (.*) \(/u.exec(what)?.[1] ?? [])).toEqual([
      'the superuser maker',
      'the superuser postgres',
      'maker',
    ]);
  });

  it('says what was read in part, and what an earlier program wrote without forms', () => {
    const { use: _use, secret: _secret, ...old } = config('.env', { use: 'application', secret: 'clear' });
    const design = designFor({ status: 'read', items: [old], partial: 'a.yaml is broken' });
    expect(design.openRisks.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['.env:3 holds a secret (application, k)', 'The supplied files were read in part']),
    );
  });
});
