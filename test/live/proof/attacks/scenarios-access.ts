// One control for each kind of attack on rows, columns, privileges and roles, each on a role of its own so
// that no scenario helps another.

import { roleGrantee } from '../../../../src/pg/grantee.js';
import { objectRef } from '../../../../src/pg/object.js';
import { sql } from '../../../../src/sql/sql.js';
import { CARRIER, table, type Scenario } from './scene.js';

const base = { role: '', title: '' };
const tenant = {
  kind: 'tenant',
  relation: table('docs'),
  tenancy: { kind: 'column', column: 'tenant_id' },
  carrier: CARRIER,
  ...base,
  role: 'r_tenant',
} as const;
const ACTIONS = ['read', 'insert', 'update', 'delete', 'move'] as const;

/** The facts are true once `harden` has run. */
export const ACCESS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'tenant',
    harden: ['ALTER TABLE s.docs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'],
    facts: [{ kind: 'row-security', relation: table('docs'), enabled: true, forced: true }],
    attacks: [
      ...ACTIONS.map((action) => ({ ...tenant, id: action, action, session: 'other-tenant' as const })),
      ...(['unset', 'empty'] as const).flatMap((session) =>
        (['read', 'update', 'delete'] as const).map((action) => ({
          ...tenant,
          id: `${action}-${session}`,
          action,
          session,
        })),
      ),
    ],
  },
  {
    name: 'read-column',
    harden: [],
    facts: [
      {
        kind: 'privilege',
        grantee: roleGrantee('r_column'),
        object: table('people'),
        privilege: 'SELECT',
        present: false,
        grantable: false,
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'read-column',
        id: '1',
        role: 'r_column',
        column: objectRef('column', ['s', 'people', 'secret'], 'postgres'),
        carrier: null,
      },
    ],
  },
  {
    name: 'read-statistics',
    harden: [],
    facts: [
      {
        kind: 'privilege',
        grantee: roleGrantee('r_statistics'),
        object: table('people'),
        privilege: 'SELECT',
        present: false,
        grantable: false,
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'read-statistics',
        id: '1',
        role: 'r_statistics',
        column: objectRef('column', ['s', 'people', 'secret'], 'postgres'),
      },
    ],
  },
  {
    name: 'masked-column',
    harden: [],
    facts: [
      {
        kind: 'view',
        view: objectRef('view', ['s', 'masked'], 'postgres'),
        owner: 'owner',
        query: sql`SELECT id, left(secret, 1) AS secret FROM s.people`,
        securityBarrier: false,
        securityInvoker: false,
        unprotected: sql`SELECT id, secret FROM s.people`,
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'masked-column',
        id: '1',
        role: 'r_mask',
        view: objectRef('view', ['s', 'masked'], 'postgres'),
        column: 'secret',
        source: objectRef('column', ['s', 'people', 'secret'], 'postgres'),
        carrier: null,
      },
    ],
  },
  {
    name: 'use-privilege',
    harden: [],
    facts: (['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'] as const).map(
      (privilege) => ({
        kind: 'privilege',
        grantee: roleGrantee('r_use'),
        object: table('notes'),
        privilege,
        present: false,
        grantable: false,
      }),
    ),
    attacks: (['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES'] as const).map(
      (privilege) => ({
        ...base,
        kind: 'use-privilege',
        id: privilege,
        role: 'r_use',
        object: table('notes'),
        privilege,
        carrier: null,
      }),
    ),
  },
  {
    name: 'new-object',
    harden: [],
    facts: [
      {
        kind: 'default-privilege',
        database: 'postgres',
        role: 'creator',
        schema: 's',
        objectKind: 'table',
        grantee: roleGrantee('r_new'),
        privilege: 'SELECT',
        present: false,
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'new-object',
        id: '1',
        role: 'r_new',
        database: 'postgres',
        schema: 's',
        creator: 'creator',
        objectKind: 'table',
      },
    ],
  },
  {
    name: 'become-role',
    harden: [],
    facts: [{ kind: 'membership', role: 'strong', member: 'r_become', present: false }],
    attacks: [{ ...base, kind: 'become-role', id: '1', role: 'r_become', target: 'strong' }],
  },
  {
    name: 'attribute',
    harden: [],
    facts: [
      {
        kind: 'role',
        role: 'r_attribute',
        attributes: { superuser: false, createRole: false, createDb: false, replication: false, bypassRls: false },
      },
    ],
    attacks: (['superuser', 'create-role', 'create-db', 'replication'] as const).map((attribute) => ({
      ...base,
      kind: 'attribute' as const,
      id: attribute,
      role: 'r_attribute',
      attribute,
    })),
  },
  {
    name: 'owner',
    harden: ['ALTER TABLE s.mine OWNER TO owner'],
    facts: [{ kind: 'owner', object: table('mine'), owner: 'owner', insteadOf: 'r_owner' }],
    attacks: (['disable-row-security', 'grant-to-self', 'alter', 'drop'] as const).map((action) => ({
      ...base,
      kind: 'owner',
      id: action,
      role: 'r_owner',
      object: table('mine'),
      action,
    })),
  },
];
