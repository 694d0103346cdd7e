import { describe, expect, it } from 'vitest';
import { readCarrier, saysShared, writeCarrier } from './carrier.js';
import { readClass } from './classes.js';
import { readDays } from './duration.js';
import { nearest } from './nearest.js';
import { isUnstated, normalHeading } from './normal.js';

describe('words', () => {
  it.each([
    ['≤ 90 days', 90],
    ['90d', 90],
    ['1 h', 1 / 24],
    ['quarterly', 90],
    ['every two weeks', 14],
    ['10 years', 3650],
    ['each quarter', 90],
    ['never', null],
    ['90 days, or 1 day after an incident', null],
    ['per deployment', null],
  ])('%s is %s days', (text, days) => {
    expect(readDays(text)).toBe(days);
  });

  it.each([
    'setting app.tenant_id',
    'claim request.jwt.claims -> tenant_id',
    'role',
    'signed setting app.tenant_token',
    'setting app.user_id via app.members(user_id -> tenant_id)',
    'claim request.jwt.claims -> sub via app.members(user_id -> tenant_id)',
  ])('reads and writes the carrier "%s"', (text) => {
    const carrier = readCarrier(text);
    expect(carrier === null ? null : writeCarrier(carrier)).toBe(text);
  });

  it.each(['none', 'shared', 'Shared on purpose', 'none (shared by all tenants)', 'deliberately shared'])(
    'takes "%s" for rows that all tenants share',
    (text) => expect(saysShared(text)).toBe(true),
  );

  it.each(['not shared', 'role', 'setting app.shared', 'TBD', 'to be shared?'])('does not take "%s" for them', (text) =>
    expect(saysShared(text)).toBe(false),
  );

  it('reads no carrier from prose', () => {
    expect(readCarrier('the application filters by tenant')).toBeNull();
    expect(readCarrier('setting app.tenant_id; DROP TABLE x')).toBeNull();
  });

  it('reads classes, joined ones as the strictest', () => {
    expect(readClass('restricted/PII')).toEqual({ dataClass: 'restricted', pii: true });
    expect(readClass('Regulated (PHI)')).toEqual({ dataClass: 'regulated', pii: true });
    expect(readClass('Confidential')).toEqual({ dataClass: 'confidential', pii: false });
    expect(readClass('very bad')).toEqual({ dataClass: null, pii: false });
  });

  it('knows what states nothing, and normal headings', () => {
    expect(['', '-', '—', 'TBD', 'n/a', '?'].every(isUnstated)).toBe(true);
    expect(isUnstated('none')).toBe(false);
    expect(normalHeading('4.2 Secrets & Key Management ##')).toBe('secrets and key management');
  });

  it('finds the nearest word only when it is near', () => {
    expect(nearest('billing.invoces', ['billing.payments', 'billing.invoices'])).toBe('billing.invoices');
    expect(nearest('x', ['something'])).toBeNull();
  });
});
