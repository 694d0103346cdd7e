import { describe, expect, it } from 'vitest';
import { Secret } from '../core/secret.js';
import { randomPassword, scramVerifier } from './scram.js';

describe('scramVerifier', () => {
  it('gives the keys of the example exchange of RFC 7677', () => {
    const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
    expect(scramVerifier(new Secret('pencil'), salt).reveal()).toBe(
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
    );
  });

  it('salts every verifier anew and prints none', () => {
    const password = randomPassword();
    const verifiers = [scramVerifier(password), scramVerifier(password)];
    expect(verifiers[0]?.reveal()).not.toBe(verifiers[1]?.reveal());
    expect(String(verifiers[0])).toBe('***');
  });

  it('refuses what SASLprep might change', () => {
    expect(() => scramVerifier(new Secret('pässword'))).toThrow('printable ASCII');
  });
});
