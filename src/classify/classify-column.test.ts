import { describe, expect, it } from 'vitest';
import { classifyColumn } from './classify-column.js';
import { readTag } from './tags.js';
import { isTenantTable, tenantKeyName, tenantRoots } from './tenant-keys.js';

const kinds = (column: string, type = 'text', table = 'things') =>
  classifyColumn({ table, column, type, comment: null }).map((guess) => guess.kind);

describe('classifyColumn', () => {
  it.each([
    ['first_name', 'text', 'person-name'],
    ['lastName', 'character varying(40)', 'person-name'],
    ['EMAIL', 'citext', 'email'],
    ['contactEmailAddress', 'text', 'email'],
    ['email', 'identity.email_address', 'email'],
    ['phone_number', 'text', 'phone'],
    ['zip_code', 'text', 'postal-address'],
    ['date_of_birth', 'date', 'birth-date'],
    ['geburtsdatum', 'date', 'birth-date'],
    ['national_id', 'text', 'national-id'],
    ['iban', 'text', 'bank-account'],
    ['card_last4', 'text', 'payment-card'],
    ['ip_address', 'inet', 'ip-address'],
    ['latitude', 'double precision', 'geolocation'],
    ['icd10', 'text', 'health'],
    ['notes', 'text', 'free-text'],
    ['password_hash', 'text', 'credential'],
    ['mfa_secret', 'bytea', 'credential'],
  ])('%s %s looks like %s', (column, type, kind) => {
    expect(kinds(column, type)).toContain(kind);
  });

  it.each([
    ['email_verified', 'boolean'],
    ['email_sent_at', 'timestamp with time zone'],
    ['email', 'boolean'],
    ['phone_type', 'text'],
    ['description', 'text'],
    ['shipment', 'text'],
    ['display_name', 'text'],
    ['name', 'text'],
    ['relationship', 'text'],
    ['address_id', 'text'],
  ])('%s %s looks like nothing', (column, type) => {
    expect(kinds(column, type)).toEqual([]);
  });

  it('takes a bare name for a person in a table of people', () => {
    expect(kinds('name', 'text', 'patients')).toEqual(['person-name']);
  });
});

const to = (table: string, column: string, target: string) => ({ table, column, target });

describe('tenant keys', () => {
  it('knows names that say it and names that need a root', () => {
    expect(
      ['tenant_id', 'orgId', 'tenant', 'clinic_id', 'account_id', 'patient_id', 'group', 'org'].map(tenantKeyName),
    ).toEqual(['sure', 'sure', 'sure', 'likely', 'likely', null, null, null]);
    expect(isTenantTable('companies')).toBe(true);
    expect(isTenantTable('company_settings')).toBe(false);
  });

  it('finds the root by the shape of foreign keys', () => {
    const few = [to('a', 'clinic_id', 'clinics'), to('b', 'clinic_id', 'clinics')];
    expect(tenantRoots(few, (name) => name).size).toBe(0);
    expect([...tenantRoots([...few, to('c', 'clinic_id', 'clinics')], (name) => name)]).toEqual(['clinics']);
    expect([...tenantRoots([to('a', 'tenant_id', 'x')], (name) => name)]).toEqual(['x']);
  });
});

describe('readTag', () => {
  it('reads a tag that is set off, and no prose', () => {
    expect(readTag('pii: login address')).toEqual({ word: 'restricted', pii: true });
    expect(readTag('class: regulated')).toEqual({ word: 'regulated', pii: false });
    expect(readTag('[PHI] x')?.word).toBe('regulated');
    expect(readTag('stored as issued; hashing is on the roadmap')).toBeNull();
    expect(readTag('internal note about pii')).toBeNull();
  });
});
