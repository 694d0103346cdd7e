// What the cluster-wide sections must say of source.ts.

import { expect, it } from 'vitest';
import { encodeInventory } from '../../../src/inventory/codec.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { databaseOf, item, type Loaded } from './cluster.js';
import { HOSTILE, PASSWORD, SECRET_VALUE } from './source.js';

const role = (name: string) => ({ kind: 'role', name });

export function clusterCases(major: number, loaded: () => Loaded): void {
  it('finds hostile names whole, and PUBLIC is not the role "PUBLIC"', () => {
    const { inventory } = loaded();
    const names = itemsOf(inventory.cluster.roles).map((found) => found.name);
    for (const name of Object.values(HOSTILE)) expect(names).toContain(name);
    const { acl } = item(databaseOf(inventory, 'hostile').relations, { schema: 'app', name: 'patients' });
    expect(acl).toContainEqual({
      grantee: { kind: 'public' },
      grantor: 'owner_o',
      privilege: 'INSERT',
      grantable: false,
    });
    expect(acl).toContainEqual({ grantee: role('PUBLIC'), grantor: 'owner_o', privilege: 'DELETE', grantable: false });
    expect(acl).toContainEqual({
      grantee: role(HOSTILE.aclLike),
      grantor: 'owner_o',
      privilege: 'SELECT',
      grantable: true,
    });
    expect(acl?.filter((grant) => grant.grantee.kind === 'public')).toHaveLength(1);
  });

  it('says the kind of a password, never the verifier', () => {
    const { inventory } = loaded();
    const { roles } = inventory.cluster;
    expect(item(roles, { name: 'reader' }).password).toEqual({ kind: 'scram-sha-256', iterations: 4096 });
    expect(item(roles, { name: 'old_md5' }).password).toEqual({ kind: 'md5' });
    expect(item(roles, { name: 'owner_o' }).password).toEqual({ kind: 'none' });
    expect(item(roles, { name: 'reader' }).validUntil).toBe('2031-02-03T04:05:06Z');
    expect(item(roles, { name: 'old_md5' })).toMatchObject({ inherit: false, connectionLimit: 3 });
  });

  it('lets no secret out', () => {
    const { inventory } = loaded();
    const text = encodeInventory(inventory);
    const secrets = [PASSWORD, SECRET_VALUE, 'hunter2', 'SCRAM-SHA-256$', 'd41d8cd98f00b204e9800998ecf8427e'];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(item(inventory.cluster.settings, { name: 'restore_command' }).value).toBe('***');
    expect(item(inventory.cluster.settings, { name: 'password_encryption' }).value).toBe('scram-sha-256');
    expect(item(inventory.cluster.hbaRules, { method: 'radius' }).options).toContain('radiussecrets=***');
    expect(item(inventory.cluster.roleSettings, { name: 'app.jwt_secret' }).value).toBe('***');
    const { userMappings, subscriptions, foreignServers } = databaseOf(inventory, 'hostile');
    expect(item(userMappings, { role: 'reader' })).toMatchObject({
      hasPassword: true,
      optionNames: ['password', 'user'],
    });
    expect(item(userMappings, { role: null })).toMatchObject({ hasPassword: false });
    expect(item(subscriptions, { name: 'sub' }).connectionHasPassword).toBe(true);
    expect(item(foreignServers, { name: HOSTILE.newline }).optionNames).toEqual(['host', 'secret_token']);
  });

  it('memberships carry the grant’s own options from 16 on', () => {
    const { inventory, owner } = loaded();
    const granted = item(inventory.cluster.memberships, { role: HOSTILE.unicode });
    expect(granted).toMatchObject(major >= 16 ? { inherit: false, set: false } : { inherit: true, set: true });
    expect(granted).toMatchObject({ member: 'reader', grantor: owner, admin: false });
    expect(item(inventory.cluster.memberships, { role: HOSTILE.injection })).toMatchObject({ admin: true });
    expect(item(inventory.cluster.memberships, { role: 'reader' }).inherit).toBe(false);
  });

  it('the server’s settings, not those of the reading session', () => {
    const { inventory } = loaded();
    const value = (name: string) => item(inventory.cluster.settings, { name });
    expect(value('search_path')).toMatchObject({ value: '"$user", public', source: 'default' });
    expect(value('default_transaction_read_only')).toMatchObject({ value: 'off', source: 'default' });
    expect(value('wal_level')).toMatchObject({ value: 'logical', source: 'configuration file' });
    expect(item(inventory.cluster.roleSettings, { database: 'hostile', name: 'search_path' }).value).toBe(
      'evil, pg_catalog',
    );
  });

  it('databases: which were read, and why others were not', () => {
    const { inventory } = loaded();
    const facts = inventory.cluster.databaseFacts;
    expect(item(facts, { name: 'hostile' })).toMatchObject({ owner: 'owner_o', encoding: 'UTF8', notRead: null });
    expect(item(facts, { name: 'closed' })).toMatchObject({
      allowConnections: false,
      notRead: 'it allows no connections',
    });
    expect(item(facts, { name: 'postgres' }).acl).toBeNull();
    expect(item(facts, { name: 'hostile' }).acl?.some((grant) => grant.grantee.kind === 'public')).toBe(false);
  });
}
