// The fixture's controls: one of each area that has a section of its own kind.

import type { Control } from '../../../src/controls/model.js';
import type { Demand, Fact } from '../../../src/demand/model.js';
import type { Source } from '../../../src/core/source.js';
import { objectRef, type ObjectRef } from '../../../src/pg/object.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { Literal } from '../../../src/sql/literal.js';
import { sql } from '../../../src/sql/sql.js';
import type { Untrusted } from './untrusted.js';

export function fixtureControls(u: Untrusted, source: Source): readonly Control[] {
  return [
    isolationControl(u, source),
    rolesControl(u, source),
    connectionControl(u, source),
    auditControl(u, source),
    columnsControl(u, source),
  ];
}

interface ControlParts {
  readonly id: string;
  readonly area: Control['area'];
  readonly facts: readonly Fact[];
  readonly attacks: Control['attacks'];
}

function control(u: Untrusted, source: Source, parts: ControlParts): Control {
  const because = [{ control: parts.id, threats: [u('T-01')], sources: [source] }];
  const demands: readonly Demand[] = parts.facts.map((fact) => ({ fact, because }));
  return {
    id: parts.id,
    area: parts.area,
    title: `Control ${parts.id}`,
    threats: [u('T-01')],
    boundaries: [u('B-02')],
    enforcedAt: [u('policy on patients.patients')],
    demands,
    attacks: parts.attacks,
    residual: u('a superuser'),
    bypass: [u('table owner without FORCE')],
    openRisks: [],
    notes: [{ title: u('Forgeable carrier'), text: u('injected SQL can set it'), sources: [source] }],
  };
}

function patients(u: Untrusted): ObjectRef {
  return objectRef('table', ['patients', u('patients')], u('clinic'));
}

function isolationControl(u: Untrusted, source: Source): Control {
  const relation = patients(u);
  const condition = sql`"tenant_id" = ${Literal.of(u('x').replaceAll('\0', ''))}`;
  return control(u, source, {
    id: 'isolation/tenant-policies',
    area: 'isolation',
    facts: [
      { kind: 'row-security', relation, enabled: true, forced: true },
      {
        kind: 'policy',
        relation,
        name: u('patients_tenant'),
        command: 'ALL',
        permissive: true,
        grantees: [roleGrantee(u('clinic_app'))],
        using: condition,
        check: condition,
      },
      { kind: 'no-policy', relation, name: u('old') },
      { kind: 'index', relation, columns: [u('tenant_id')], name: u('i') },
      { kind: 'view-option', view: objectRef('view', ['patients', u('v')]), option: 'security_invoker', value: true },
    ],
    attacks: [
      {
        kind: 'tenant',
        id: u('read-other-tenant:patients.patients'),
        role: u('clinic_app'),
        title: u('read the other tenant'),
        relation,
        tenancy: { kind: 'column', column: u('tenant_id') },
        carrier: { kind: 'setting', setting: u('app.tenant_id') },
        action: 'read',
        session: 'other-tenant',
      },
    ],
  });
}

function rolesControl(u: Untrusted, source: Source): Control {
  const object = patients(u);
  return control(u, source, {
    id: 'roles/least-privilege-grants',
    area: 'roles',
    facts: [
      { kind: 'role', role: u('clinic_app'), attributes: { superuser: false, login: true } },
      {
        kind: 'membership',
        role: u('patients_rw'),
        member: u('clinic_app'),
        present: true,
        options: { admin: false, inherit: true, set: false },
      },
      {
        kind: 'privilege',
        grantee: roleGrantee(u('PUBLIC')),
        object,
        privilege: 'SELECT',
        present: true,
        grantable: false,
      },
      { kind: 'privilege', grantee: PUBLIC, object, privilege: 'SELECT', present: false, grantable: false },
      { kind: 'owner', object, owner: u('patients_owner') },
      {
        kind: 'default-privilege',
        database: u('clinic'),
        role: u('migrator'),
        schema: u('patients'),
        objectKind: 'table',
        grantee: PUBLIC,
        privilege: 'SELECT',
        present: false,
      },
    ],
    attacks: [
      {
        kind: 'use-privilege',
        id: u('use:patients'),
        role: u('analytics'),
        title: u('read the table'),
        object,
        privilege: 'SELECT',
        carrier: null,
      },
    ],
  });
}

function connectionControl(u: Untrusted, source: Source): Control {
  return control(u, source, {
    id: 'connection/tls-only',
    area: 'connection',
    facts: [
      { kind: 'hba-require', rule: 'tls' },
      {
        kind: 'hba-admit',
        transport: 'tcp',
        database: { kind: 'name', name: u('clinic') },
        role: u('clinic_app'),
        range: '10.20.0.0/16',
        method: 'scram-sha-256',
        options: [{ name: 'clientcert', value: u('verify-ca') }],
      },
      { kind: 'setting', name: 'ssl_min_protocol_version', value: 'TLSv1.3' },
      { kind: 'role-setting', role: u('clinic_app'), database: null, name: 'statement_timeout', value: '30s' },
    ],
    attacks: [
      {
        kind: 'connect',
        id: u('plaintext:clinic_app'),
        role: u('clinic_app'),
        title: u('without TLS'),
        database: u('clinic'),
        from: { kind: 'outside' },
        with: 'plaintext',
      },
    ],
  });
}

function auditControl(u: Untrusted, source: Source): Control {
  return control(u, source, {
    id: 'audit/events',
    area: 'audit',
    facts: [
      { kind: 'preload', library: 'pgaudit' },
      { kind: 'setting', name: 'pgaudit.log', value: 'ddl, role' },
    ],
    attacks: [
      {
        kind: 'audit',
        id: u('ddl'),
        role: u('migrator'),
        title: u('create a table'),
        event: 'ddl',
        through: 'pgaudit',
      },
    ],
  });
}

function columnsControl(u: Untrusted, source: Source): Control {
  const column = objectRef('column', ['patients', u('patients'), u('national_id')], u('clinic'));
  const view = objectRef('view', ['patients', u('patients_masked')], u('clinic'));
  return control(u, source, {
    id: 'columns/column-grants',
    area: 'columns',
    facts: [
      {
        kind: 'privilege',
        grantee: roleGrantee(u('clinic_app')),
        object: column,
        privilege: 'SELECT',
        present: true,
        grantable: false,
      },
      {
        kind: 'view',
        view,
        owner: u('patients_owner'),
        query: sql`SELECT ${Literal.of(u('x').replaceAll('\0', ''))}`,
        securityBarrier: true,
        securityInvoker: false,
      },
      { kind: 'tag', object: column, tag: u('pii') },
    ],
    attacks: [
      {
        kind: 'read-column',
        id: u('read:national_id'),
        role: u('analytics'),
        title: u('read the number'),
        column,
        carrier: null,
      },
    ],
  });
}
