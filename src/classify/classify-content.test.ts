import { describe, expect, it } from 'vitest';
import { isAadhaar, isCardNumber, isCpf, isFrenchNir, isGermanTaxId, isIban } from './check-digits.js';
import { classifyContent } from './classify-content.js';

/** Published specimens, each with a neighbour whose check digit is wrong. */
describe('check digits', () => {
  it.each([
    ['IBAN', isIban, 'DE89 3704 0044 0532 0130 00', 'DE88 3704 0044 0532 0130 00'],
    ['IBAN', isIban, 'GB82WEST12345698765432', 'GB82WEST12345698765433'],
    ['card', isCardNumber, '4111 1111 1111 1111', '4111 1111 1111 1112'],
    ['NIR', isFrenchNir, '2 55 08 14 168 025 38', '2 55 08 14 168 025 39'],
    ['CPF', isCpf, '529.982.247-25', '529.982.247-26'],
    ['CPF', isCpf, '52998224725', '11111111111'],
    ['tax id', isGermanTaxId, '86095742719', '86095742718'],
    ['Aadhaar', isAadhaar, '2341 2341 2346', '2341 2341 2347'],
  ])('%s', (_, check, right, wrong) => {
    expect([check(right), check(wrong), check('')]).toEqual([true, false, false]);
  });
});

const times = (text: string, count: number): string[] => Array.from({ length: count }, () => text);

describe('classifyContent', () => {
  it.each([
    ['a.b@example.org', 'email'],
    ['+49 30 1234567', 'phone'],
    ['078-05-1120', 'national-id'],
    ['AB123456C', 'national-id'],
    ['192.0.2.7', 'ip-address'],
    ['52.5200, 13.4050', 'geolocation'],
    ['E11.65', 'health'],
    ['$2b$12$abcdefghijklmnopqrstuuE6KFfPMFAe8dGOFJPBqBzDPYWYBHnVG', 'credential'],
  ])('%s is %s', (value, kind) => {
    expect(classifyContent(times(value, 6))?.kind).toBe(kind);
  });

  it('wants enough values, and nearly all of them', () => {
    expect(classifyContent(times('a@b.org', 4))).toBeNull();
    expect(classifyContent([...times('a@b.org', 7), ...times('words', 3)])).toBeNull();
    expect(classifyContent([...times('a@b.org', 8), 'words', 'more', null, ''])?.kind).toBe('email');
    expect(classifyContent(times('2024-01-01', 9))).toBeNull();
  });

  it('keeps nothing of a value', () => {
    expect(JSON.stringify(classifyContent(times('kept@nowhere.org', 9)))).not.toContain('nowhere');
  });
});
