// What the sections of one database must say of source.ts.

import { expect, it } from 'vitest';
import { itemsOf } from '../../../src/inventory/index.js';
import { databaseOf, item, type Loaded } from './cluster.js';
import { HOSTILE } from './source.js';

const role = (name: string) => ({ kind: 'role', name });

function ofCatalog<T extends { readonly schema: string }>(items: readonly T[]): readonly T[] {
  return items.filter((found) => found.schema === 'pg_catalog');
}

export function objectCases(major: number, loaded: () => Loaded): void {
  it('relations, with everything that CREATE needs', () => {
    const { inventory } = loaded();
    const { relations, columns, sequences, constraints, indexes } = databaseOf(inventory, 'hostile');
    const relation = (name: string) => item(relations, { schema: 'app', name });
    expect(relation('patients').rowSecurity).toEqual({ enabled: true, forced: true });
    expect(relation('events').partitionKey).toBe('RANGE (at)');
    expect(relation('events_2024')).toMatchObject({
      parents: [{ schema: 'app', name: 'events' }],
      partitionBound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    });
    expect(relation('typed').ofType).toBe('app.pair');
    expect(relation('fast')).toMatchObject({ persistence: 'unlogged', options: ['fillfactor=70'] });
    expect(relation('emails')).toMatchObject({
      options: ['security_barrier=true'],
      reads: [
        { schema: 'app', name: 'patients' },
        { schema: 'app', name: 'visits' },
      ],
    });
    expect(relation('calling').calls).toEqual([{ schema: 'app', signature: 'atomic(integer)' }]);
    expect(relation('totals').populated).toBe(false);
    expect(relation('far').foreignServer).toBe(HOSTILE.newline);
    const patient = itemsOf(columns).filter((column) => column.relation === 'patients');
    expect(patient.map((column) => [column.position, column.name])).toEqual(
      ['id', 'tenant_id', 'email', 'born', 'shout', 'note'].map((name, place) => [place + 1, name]),
    );
    expect(patient[0]).toMatchObject({ identity: 'always', notNull: true, type: 'bigint' });
    expect(patient[2]).toMatchObject({
      type: 'app.email',
      comment: 'pii: contact',
      acl: [{ grantee: role('reader'), privilege: 'SELECT' }],
    });
    expect(patient[3]?.default).toBe("'2001-02-03'::date");
    expect(patient[4]).toMatchObject({ generated: 'stored', collation: '"C"', default: "repeat('x'::text, 2)" });
    expect(
      itemsOf(columns)
        .filter((column) => column.relation === 'child')
        .map((column) => [column.name, column.local]),
    ).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
    expect(item(sequences, { name: 'patients_id_seq' })).toMatchObject({
      start: '7',
      increment: '2',
      ownedBy: { schema: 'app', relation: 'patients', column: 'id' },
    });
    expect(item(sequences, { name: 'own_numbers' })).toMatchObject({
      type: 'smallint',
      min: '-5',
      max: '50',
      cycle: true,
      ownedBy: null,
    });
    expect(item(constraints, { name: 'positive tenant' })).toMatchObject({
      validated: false,
      definition: 'CHECK ((tenant_id > 0)) NOT VALID',
    });
    expect(item(constraints, { relation: 'visits', kind: 'foreign-key' })).toMatchObject({
      columns: ['patient'],
      references: { schema: 'app', relation: 'patients', columns: ['id'] },
      definition: 'FOREIGN KEY (patient) REFERENCES app.patients(id) ON DELETE CASCADE DEFERRABLE',
    });
    expect(item(constraints, { kind: 'exclusion' }).definition).toBe('EXCLUDE USING gist (during WITH &&)');
    expect(item(constraints, { relation: 'counted', kind: 'unique' }).columns).toEqual(['n', 'mood']);
    expect(item(indexes, { name: 'visits_at' })).toMatchObject({
      columns: [null, 'patient'],
      partial: true,
      constraint: null,
    });
    expect(item(indexes, { name: 'events_2024_at_idx' }).inherited).toBe(true);
    expect(item(indexes, { name: 'patients_pkey' })).toMatchObject({ primary: true, constraint: 'patients_pkey' });
  });

  it.each([major].filter((here) => here >= 17))('MAINTAIN from 17 on (%i)', () => {
    const { inventory } = loaded();
    const { acl } = item(databaseOf(inventory, 'hostile').relations, { schema: 'app', name: 'patients' });
    expect(acl).toContainEqual({
      grantee: role('reader'),
      grantor: 'owner_o',
      privilege: 'MAINTAIN',
      grantable: false,
    });
  });

  it.each([major].filter((here) => here >= 18))(
    'virtual columns and named not-null constraints from 18 on (%i)',
    () => {
      const { inventory } = loaded();
      const { columns, constraints } = databaseOf(inventory, 'hostile');
      expect(item(columns, { relation: 'virt', name: 'v' })).toMatchObject({
        generated: 'virtual',
        default: '(a * 2)',
      });
      expect(item(constraints, { name: 'a_there' })).toMatchObject({ kind: 'not-null', columns: ['a'] });
    },
  );

  it('policies, triggers, rules, routines', () => {
    const { inventory } = loaded();
    const { policies, triggers, rules, routines, eventTriggers } = databaseOf(inventory, 'hostile');
    expect(item(policies, { name: HOSTILE.newline })).toMatchObject({
      command: 'UPDATE',
      permissive: false,
      roles: [HOSTILE.public, 'reader'],
      forPublic: false,
      using: "(tenant_id = (current_setting('app.tenant'::text))::integer)",
      check: '(tenant_id > 1)',
    });
    expect(item(policies, { name: 'everyone' })).toMatchObject({ forPublic: true, roles: [], comment: 'reads' });
    expect(item(triggers, { name: HOSTILE.unicode })).toMatchObject({
      enabled: 'disabled',
      function: { schema: 'app', signature: 'F(x) ; --()' },
      inherited: false,
    });
    const cloned = itemsOf(triggers).filter((trigger) => trigger.name === 'cloned');
    expect(cloned.map((trigger) => [trigger.relation, trigger.inherited])).toEqual([
      ['events', false],
      ['events_2024', true],
      ['events_rest', true],
    ]);
    expect(itemsOf(triggers)).toHaveLength(4);
    expect(item(rules, { name: 'quiet' }).definition).toContain('DO NOTHING');
    const f = item(routines, { schema: 'app', name: 'f' });
    expect(f).toMatchObject({
      identityArguments: 'integer, text',
      securityDefiner: true,
      volatility: 'stable',
      config: ['search_path=""'],
      comment: 'definer',
    });
    expect(f.acl?.some((grant) => grant.grantee.kind === 'public')).toBe(false);
    expect(item(routines, { name: 'atomic' }).body).toContain('(a + 1)');
    expect(item(routines, { name: 'digest', identityArguments: 'text, text' }).extension).toBe('pgcrypto');
    expect(item(eventTriggers, { name: 'watch' })).toMatchObject({
      event: 'ddl_command_end',
      tags: ['CREATE TABLE', 'GRANT'],
      function: 'app.on_ddl',
    });
  });

  it('of PostgreSQL’s own objects exactly those whose grants were changed', () => {
    const { inventory } = loaded();
    const { relations, columns, routines } = databaseOf(inventory, 'hostile');
    expect(ofCatalog(itemsOf(relations)).map((found) => found.name)).toEqual(['pg_file_settings']);
    expect(ofCatalog(itemsOf(columns)).map((found) => `${found.relation}.${found.name}`)).toEqual([
      'pg_authid.rolname',
    ]);
    expect(
      ofCatalog(itemsOf(routines))
        .filter((found) => found.extension === null)
        .map((found) => found.name),
    ).toEqual(['pg_read_file']);
    const untouched = databaseOf(inventory, 'postgres');
    expect([...itemsOf(untouched.relations), ...itemsOf(untouched.routines), ...itemsOf(untouched.types)]).toEqual([]);
  });

  it('grants besides tables', () => {
    const { inventory, owner } = loaded();
    const { defaultPrivileges, largeObjects, securityLabels, publications, schemas } = databaseOf(inventory, 'hostile');
    expect(item(defaultPrivileges, { schema: 'app' })).toMatchObject({ role: 'owner_o', objectKind: 'table' });
    expect(item(defaultPrivileges, { schema: 'app' }).acl).toContainEqual({
      grantee: role('PUBLIC'),
      grantor: 'owner_o',
      privilege: 'SELECT',
      grantable: false,
    });
    expect(item(largeObjects, { oid: '4711' }).acl).toHaveLength(3);
    expect(item(schemas, { name: 'app' })).toMatchObject({ owner: 'owner_o', comment: 'main' });
    expect(
      itemsOf(securityLabels).map((label) => [label.object.kind, label.object.path.join('.'), label.label]),
    ).toEqual([
      ['column', 'app.patients.email', 'MASKED'],
      ['role', 'reader', 'READER'],
      ['routine', 'app.f(integer, text)', 'TRUSTED'],
    ]);
    expect(item(publications, { name: 'pub' })).toMatchObject({ publishes: ['insert', 'delete'], allTables: false });
    if (major < 15) return;
    expect(item(publications, { name: 'pub' }).tables[0]).toEqual({
      schema: 'app',
      name: 'base',
      filter: '(a > 3)',
      columns: ['a'],
    });
    expect(item(publications, { name: 'pub_schema' }).schemas).toEqual(['app']);
    expect(item(inventory.cluster.parameterAcls, { name: 'log_statement' }).acl).toContainEqual({
      grantee: role(HOSTILE.injection),
      grantor: owner,
      privilege: 'SET',
      grantable: true,
    });
  });
}
