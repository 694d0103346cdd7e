// The fixture's evidence, plan and findings.

import type { Evidence, Observed } from '../../../src/proof/model.js';
import type { Control } from '../../../src/controls/model.js';
import type { Finding } from '../../../src/checks/model.js';
import type { Source } from '../../../src/core/source.js';
import type { Step } from '../../../src/plan/model.js';
import { objectRef } from '../../../src/pg/object.js';
import { statement } from '../../../src/sql/statement.js';
import { sql } from '../../../src/sql/sql.js';
import type { Untrusted } from './untrusted.js';

export function finding(u: Untrusted, severity: Finding['severity']): Finding {
  return {
    check: 'grants/public-create-on-schema',
    severity,
    confidence: 'high',
    subject: objectRef('table', ['patients', u('documents')], u('clinic')),
    title: 'PUBLIC may create in a schema',
    detail: u('PUBLIC holds CREATE'),
    threats: [u('T-01')],
    threatKinds: ['tenant-crossing'],
    references: ['https://www.postgresql.org/docs/current/ddl-schemas.html'],
    fix: 'Revoke it.',
  };
}

export function evidenceFor(owner: Control, u: Untrusted): readonly Evidence[] {
  const refused: Observed = { outcome: 'refused', sqlstate: '42501', rows: null, log: u('permission denied') };
  const leaked: Observed = { outcome: 'leaked', sqlstate: null, rows: 1, log: null };
  const nothing: Observed = { outcome: 'not-run', sqlstate: null, rows: null, log: null };
  const ran = owner.area !== 'audit';
  return owner.attacks.map((attack) => ({
    control: owner.id,
    attack,
    role: attack.role,
    expected: u('refused with 42501'),
    observed: ran ? refused : nothing,
    withoutControl: ran ? leaked : nothing,
    status: ran ? 'holds' : 'not-run',
    reason: ran ? null : u('no server with pgaudit'),
    server: { major: 18, origin: 'embedded' },
    statements: [u('SELECT 1')],
  }));
}

export function steps(u: Untrusted, source: Source): readonly Step[] {
  const because = [{ control: 'isolation/tenant-policies', threats: [u('T-01')], sources: [source] }];
  return [
    {
      id: 'S001',
      phase: 'enforce',
      segment: 1,
      database: u('clinic'),
      asRole: u('clinic_app'),
      kind: 'row-security',
      object: objectRef('table', ['patients', u('patients')], u('clinic')),
      title: u('row security on patients.patients'),
      lock: 'AccessExclusiveLock',
      hazards: [u('queries without a tenant see nothing')],
      activation: 'none',
      handoff: {
        to: 'postgres-schema-and-migration',
        component: u('patients'),
        reason: u('part of the table'),
        format: 'sql',
      },
      because,
      action: 'sql',
      statements: [statement(sql`ALTER TABLE patients.patients ENABLE ROW LEVEL SECURITY`)],
      inverse: [statement(sql`ALTER TABLE patients.patients DISABLE ROW LEVEL SECURITY`)],
    },
    {
      id: 'S002',
      phase: 'connection',
      segment: 2,
      database: null,
      asRole: null,
      kind: 'hba-require',
      object: null,
      title: 'pg_hba.conf',
      lock: 'none',
      hazards: [],
      activation: 'reload',
      handoff: null,
      because,
      action: 'file',
      file: 'pg_hba.conf',
      content: u('hostssl clinic clinic_app 10.20.0.0/16 scram-sha-256'),
      inverse: null,
    },
  ];
}
