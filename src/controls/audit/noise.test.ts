// The estimate: what is recorded, what was left out, who makes the most of it, and when nothing can be said.

import { describe, expect, it } from 'vitest';
import {
  readSection,
  unreadable,
  type Inventory,
  type StatementStatistics,
  type StatementUse,
} from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { roleGrantee } from '../../pg/grantee.js';
import type { Demand, Fact } from '../../demand/model.js';
import { inventoryOf, type InventorySketch } from '../../../test/support/inventory.js';
import type { Control } from '../model.js';
import { auditNoise, type AuditNoise } from './noise.js';

const USE: StatementUse = {
  database: 'clinic',
  role: 'api',
  classes: [
    { class: 'read', calls: 900, nested: 100, bytes: 100_000 },
    { class: 'write', calls: 200, nested: 0, bytes: 20_000 },
    { class: 'ddl', calls: 4, nested: 6, bytes: 1000 },
  ],
  relations: [
    { schema: 'app', name: 'docs', reads: 100, writes: 50, blindUpdates: 7 },
    { schema: 'app', name: 'titles', reads: 30, writes: 0, blindUpdates: 0 },
    { schema: 'app', name: 'other', reads: 500, writes: 0, blindUpdates: 0 },
  ],
  hidden: 0,
  unparsed: 0,
  ambiguous: 0,
  unknown: 0,
};

const MIGRATOR: StatementUse = {
  ...USE,
  role: 'migrator',
  classes: [
    { class: 'role', calls: 2, nested: 0, bytes: 100 },
    { class: 'ddl', calls: 20, nested: 0, bytes: 2000 },
  ],
  relations: [{ schema: 'app', name: 'titles_again', reads: 5, writes: 0, blindUpdates: 0 }],
};

/** Two days of counting. */
const STATISTICS: StatementStatistics = {
  takenAt: '2026-11-23T12:00:00Z',
  since: '2026-11-21T12:00:00Z',
  evictions: 0,
  track: 'all',
  trackUtility: true,
  use: [USE, MIGRATOR],
  gone: 0,
  sessions: [
    { database: 'clinic', sessions: 600, since: '2026-11-21T12:00:00Z' },
    { database: 'other', sessions: 50, since: '2026-11-23T06:00:00Z' },
  ],
};

const SKETCH: InventorySketch = {
  database: 'clinic',
  tables: [
    { name: 'app.docs' },
    { name: 'app.other' },
    {
      name: 'app.titles',
      kind: 'view',
      reads: [
        { schema: 'app', name: 'docs' },
        { schema: 'app', name: 'other' },
      ],
    },
    { name: 'app.titles_again', kind: 'view', reads: [{ schema: 'app', name: 'titles' }] },
  ],
};

function inventoryWith(statistics: Partial<StatementStatistics> = {}): Inventory {
  const statementStatistics = readSection([{ ...STATISTICS, ...statistics }]);
  return inventoryOf({ ...SKETCH, cluster: { statementStatistics } });
}

function controlOf(id: string, ...facts: readonly Fact[]): Control {
  const demands: readonly Demand[] = facts.map((fact) => ({ fact, because: [] }));
  return {
    id: `audit/${id}`,
    area: 'audit',
    title: id,
    threats: [],
    boundaries: [],
    enforcedAt: [],
    demands,
    attacks: [],
    residual: '',
    bypass: [],
    openRisks: [],
    notes: [],
  };
}

const setting = (name: string, value: string): Fact => ({ kind: 'setting', name, value });

function readable(privilege: 'SELECT' | 'UPDATE'): Fact {
  const object = { ...objectRef('table', ['app', 'docs']), database: 'clinic' };
  return { kind: 'privilege', grantee: roleGrantee('auditor'), object, privilege, present: true, grantable: false };
}

const SESSION = controlOf('pgaudit-ddl-role', setting('pgaudit.log', 'ddl, role'));

function noiseOf(inventory: Inventory, ...controls: readonly Control[]): AuditNoise {
  const noise = auditNoise(inventory, controls);
  if (noise === null) throw new Error('no control audits');
  return noise;
}

describe('what is recorded', () => {
  it('classes of pgaudit, nested statements too', () => {
    expect(noiseOf(inventoryWith(), SESSION).recorded).toEqual([
      {
        control: 'audit/pgaudit-ddl-role',
        what: 'changes of roles and privileges (ROLE)',
        figures: {
          recordsPerDay: 1,
          bytesPerDay: 250,
          busiest: { role: 'migrator', database: 'clinic', recordsPerDay: 1 },
        },
        note: null,
      },
      {
        control: 'audit/pgaudit-ddl-role',
        what: 'schema changes (DDL)',
        figures: {
          recordsPerDay: 15,
          bytesPerDay: 4500,
          busiest: { role: 'migrator', database: 'clinic', recordsPerDay: 10 },
        },
        note: null,
      },
    ]);
  });

  it('reads of audited relations, through views too', () => {
    const base = [setting('pgaudit.role', 'auditor'), readable('SELECT')];
    const [reads] = noiseOf(inventoryWith(), controlOf('reads', ...base)).recorded;
    // 100 of the table, 30 of a view over it, 5 of a view over that view.
    expect(reads?.figures).toMatchObject({
      recordsPerDay: Math.round(135 / 2),
      busiest: { role: 'api', recordsPerDay: 65 },
    });
    const [both] = noiseOf(inventoryWith(), controlOf('writes', ...base, readable('UPDATE'))).recorded;
    expect(both?.figures?.recordsPerDay).toBe(71);
  });

  it('log_statement: only what clients sent', () => {
    const [native] = noiseOf(inventoryWith(), controlOf('native', setting('log_statement', 'ddl'))).recorded;
    expect(native?.figures).toMatchObject({ recordsPerDay: 13, busiest: { role: 'migrator', recordsPerDay: 11 } });
  });

  it('every statement of chosen logins', () => {
    const fact: Fact = { kind: 'role-setting', role: 'api', database: null, name: 'log_statement', value: 'all' };
    const [logins] = noiseOf(inventoryWith(), controlOf('privileged', fact)).recorded;
    expect(logins).toMatchObject({ what: 'every statement of api', figures: { recordsPerDay: 552 } });
  });

  it('connections, where the server says since when it counts them', () => {
    const control = controlOf('connections', setting('log_connections', 'on'));
    const [both] = noiseOf(inventoryWith(), control).recorded;
    // 300 and 200 a day.
    expect(both).toMatchObject({ figures: { recordsPerDay: 2000, bytesPerDay: 400_000, busiest: null }, note: null });
    const [clinic] = STATISTICS.sessions;
    const young = [
      ...(clinic === undefined ? [] : [clinic]),
      { database: 'z', sessions: 9, since: STATISTICS.takenAt },
    ];
    const [one] = noiseOf(inventoryWith({ sessions: young }), control).recorded;
    expect(one).toMatchObject({
      figures: { recordsPerDay: 1200 },
      note: expect.stringContaining('of 1 of 2 databases'),
    });
  });

  it('says where no statistic tells', () => {
    const control = controlOf('connections', setting('log_connections', 'on'));
    const sessions = [{ database: 'clinic', sessions: 600, since: null }];
    const [silent] = noiseOf(inventoryWith({ sessions }), control).recorded;
    expect(silent).toMatchObject({ figures: null, note: expect.stringContaining('of 1 of 1 databases') });
    const [row] = noiseOf(inventoryWith({ trackUtility: false }), SESSION).recorded;
    expect(row).toMatchObject({ figures: null, note: expect.stringContaining('track_utility') });
  });
});

it('what is left out would have cost this', () => {
  const rows = noiseOf(inventoryWith(), SESSION).excluded.map(({ what, figures }) => [what, figures?.recordsPerDay]);
  expect(rows.slice(0, 2)).toEqual([
    ['reads (READ)', 500],
    ['writes (WRITE)', 100],
  ]);
  expect(noiseOf(inventoryWith(), controlOf('connections', setting('log_connections', 'on'))).excluded).toEqual([]);
});

it('remarks on what makes a figure too small', () => {
  const use = [{ ...USE, hidden: 3, unparsed: 4, ambiguous: 5, unknown: 6 }];
  const { remarks } = noiseOf(inventoryWith({ use, evictions: 2, track: 'top', gone: 7 }), SESSION);
  for (const words of [
    /^2 times counts were thrown/u,
    /^3 calls are hidden/u,
    /^4 calls could not/u,
    /^5 times a name could/u,
  ])
    expect(remarks).toContainEqual(expect.stringMatching(words));
  for (const words of [/^6 times a name was of no/u, /^7 calls were of/u, /track is top/u])
    expect(remarks).toContainEqual(expect.stringMatching(words));
  expect(noiseOf(inventoryWith(), SESSION).remarks).toHaveLength(2);
});

describe('nothing can be said', () => {
  const untold = (inventory: Inventory) => noiseOf(inventory, SESSION);
  const limited = { server: { readAs: { role: 'reader', superuser: false } } } as const;

  it.each([
    ['an inventory of before', inventoryOf(SKETCH), /holds no statement statistics/u, /Read the running server/u],
    ['a young server', inventoryWith({ since: '2026-11-23T11:01:00Z' }), /59 minutes: too short/u, /after an hour/u],
    ['an old extension', inventoryWith({ since: null }), /since when/u, /ALTER EXTENSION/u],
    [
      'no rights',
      inventoryOf({ ...SKETCH, ...limited, cluster: { statementStatistics: unreadable('hidden') } }),
      /^hidden\.$/u,
      /GRANT pg_read_all_stats TO the reading role \(reader\)/u,
    ],
    [
      'no extension',
      inventoryOf({ ...SKETCH, cluster: { statementStatistics: unreadable('in no database') } }),
      /^in no database\.$/u,
      /shared_preload_libraries/u,
    ],
  ])('%s', (_, inventory, why, whatToDo) => {
    expect(untold(inventory)).toMatchObject({
      untold: { why: expect.stringMatching(why), whatToDo: expect.stringMatching(whatToDo) },
      recorded: [],
      excluded: [],
    });
  });

  it('of nothing that is audited, nothing is said', () => {
    expect(auditNoise(inventoryWith(), [])).toBeNull();
  });
});
