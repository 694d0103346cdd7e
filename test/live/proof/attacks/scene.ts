// A small hand-written cluster on which controls are proved; seeds are planted by hand.

import { expect } from 'vitest';
import type { Attack } from '../../../../src/attack/model.js';
import { collectInventory } from '../../../../src/collect/index.js';
import type { Control } from '../../../../src/controls/model.js';
import type { Fact } from '../../../../src/demand/model.js';
import { objectRef, type ObjectRef } from '../../../../src/pg/object.js';
import type { Major } from '../../../../src/pg/version.js';
import { proveControls, type Proof, type ProofInput } from '../../../../src/proof/prove.js';
import {
  chooseServer,
  discoverServers,
  startScratch,
  type ScratchCluster,
} from '../../../../src/proof/scratch/index.js';
import type { SeededRelation, SeededRow, Seeds, TenantLabel } from '../../../../src/proof/tenants/model.js';
import { connect } from '../../../../src/session/index.js';
import { Literal } from '../../../../src/sql/literal.js';
import { sql, type Sql } from '../../../../src/sql/sql.js';
import { verbatim } from '../../../../src/sql/verbatim.js';

export const TENANTS = {
  a: '11111111-1111-4111-8111-111111111111',
  b: '22222222-2222-4222-8222-222222222222',
} as const;
export const CARRIER = { kind: 'setting', setting: 'app.tenant_id' } as const;
export const HBA =
  'hostssl postgres r_connect 10.20.1.0/24 scram-sha-256\nhostssl postgres r_audit 10.20.1.0/24 scram-sha-256\nhost all all all reject\n';

export interface Scenario {
  readonly name: string;
  /** Statements that make the facts true; left out for `broken`. */
  readonly harden: readonly string[];
  readonly facts: readonly Fact[];
  readonly attacks: readonly Attack[];
}

export const table = (name: string): ObjectRef => objectRef('table', ['s', name], 'postgres');

export function serverOf(major: Major, need: { readonly pgaudit?: boolean } = {}): ReturnType<typeof chooseServer> {
  return chooseServer(servers, { major, need });
}
const servers = await discoverServers();

export async function prove(
  cluster: ScratchCluster,
  scenarios: readonly Scenario[],
  hba: string = HBA,
  pgaudit: ProofInput['pgaudit'] = null,
): Promise<Proof> {
  const hardened = await collectInventory(targetOf(cluster));
  return proveControls({
    controls: scenarios.map(controlOf),
    main: {
      cluster,
      seeds,
      hardened,
      former: null,
      database: 'postgres',
      hba,
      planOptions: { handOff: 'include', hbaLinesToSkip: cluster.harnessHbaLines.length },
      lacking: [],
    },
    pgaudit,
  });
}

export async function start(
  major: Major,
  statements: readonly string[],
  hba: string = HBA,
  need: { readonly pgaudit?: boolean } = {},
): Promise<ScratchCluster> {
  const server = serverOf(major, need);
  expect(server.ok).toBe(true);
  if (!server.ok) throw new Error(server.error.what);
  const cluster = await startScratch({
    server: server.value,
    tls: 'on',
    hba,
    preload: need.pgaudit === true ? ['pgaudit'] : [],
  });
  const session = await connect(targetOf(cluster));
  for (const statement of statements) await session.query(verbatim(statement));
  await session.close();
  await cluster.reload();
  return cluster;
}

export function targetOf(cluster: ScratchCluster): Parameters<typeof connect>[0] {
  const { host, port, user, password } = cluster.connection;
  return { host, port, user, password, database: 'postgres', tls: { mode: 'disable', authority: null } };
}

function controlOf({ name, facts, attacks }: Scenario): Control {
  return {
    id: name,
    area: 'roles',
    title: name,
    threats: ['T-1'],
    boundaries: [],
    enforcedAt: [],
    demands: facts.map((fact) => ({ fact, because: [{ control: name, threats: ['T-1'], sources: [] }] })),
    attacks,
    residual: '',
    bypass: [],
    openRisks: [],
    notes: [],
  };
}

const SEEDED = ['docs', 'people', 'notes'] as const;
const relations = SEEDED.map(seededTable);

/** Every seeded table has these columns. */
export const TABLE_COLUMNS = 'id int PRIMARY KEY, tenant_id uuid NOT NULL, body text, secret text';

export function plantedRows(name: string): string {
  const rows = (['a', 'b'] as const).map(
    (label) => `(${idOf(label)}, '${TENANTS[label]}', 'body-${name}-${label}', 'secret-${name}-${label}')`,
  );
  return `INSERT INTO s.${name} VALUES ${rows.join(', ')}`;
}

function idOf(label: TenantLabel): number {
  return label === 'a' ? 1 : 2;
}

let fresh = 100;

function seededTable(name: string): SeededRelation {
  const row = (label: TenantLabel): SeededRow => ({
    tenant: label,
    tenantKey: TENANTS[label],
    key: [{ column: 'id', value: sqlInt(idOf(label)) }],
    canaries: ['body', 'secret'].map((column) => ({ column, text: `${column}-${name}-${label}`, unique: true })),
    values: new Map([
      ['id', String(idOf(label))],
      ['tenant_id', TENANTS[label]],
      ['body', `body-${name}-${label}`],
      ['secret', `secret-${name}-${label}`],
    ]),
  });
  return {
    object: table(name),
    rows: { a: row('a'), b: row('b') },
    insertable: (tenant) => {
      fresh += 1;
      return [
        { column: 'id', value: sqlInt(fresh) },
        { column: 'tenant_id', value: sql`${Literal.of(TENANTS[tenant])}::pg_catalog.uuid` },
        { column: 'body', value: sql`'planted'` },
      ];
    },
    planted: (tenant) => row(tenant).key,
  };
}

function sqlInt(value: number): Sql {
  return sql`${Literal.of(String(value))}::pg_catalog.int4`;
}

export const seeds: Seeds = {
  tenants: {
    a: { label: 'a', keys: new Map([['uuid', TENANTS.a]]), users: new Map() },
    b: { label: 'b', keys: new Map([['uuid', TENANTS.b]]), users: new Map() },
  },
  relation: (object) =>
    relations.find((each) => JSON.stringify(each.object.path) === JSON.stringify(object.path)) ?? null,
  relations,
  notSeeded: [],
};
