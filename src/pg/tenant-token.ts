// The token of a signed setting: who issues it (an application's identity service, a test) and the verifier
// in the engine agree on these bytes. `v1.<key>.<expiry>.<tenant>.<login>.<mac>`; tenant and login are the hex of
// their UTF-8, expiry is in seconds since 1970, mac is HMAC-SHA-256 of everything before it (RFC 2104).

import { createHmac } from 'node:crypto';
import type { Secret } from '../core/secret.js';

/** HMAC pads its key to the block of SHA-256. */
const BLOCK = 64;

export interface TenantClaim {
  /** Letters, digits, `_` and `-`; at most 40. */
  readonly keyId: string;
  readonly tenant: string;
  readonly login: string;
  readonly expires: Date;
}

/** `key`: hex, at most 64 bytes. */
export function issueTenantToken(claim: TenantClaim, key: Secret): string {
  const expiry = Math.floor(claim.expires.getTime() / 1000);
  const message = ['v1', claim.keyId, String(expiry), hex(claim.tenant), hex(claim.login)].join('.');
  return `${message}.${createHmac('sha256', keyBytes(key)).update(message).digest('hex')}`;
}

function hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}

export interface TokenKeyRow {
  /** The key XOR the inner and the outer pad of HMAC, as hex: what the verifier's table holds. */
  readonly inner: string;
  readonly outer: string;
}

/** The verifier needs no XOR in SQL, and no extension. @throws RangeError for a key of more than 64 bytes */
export function tokenKeyRow(key: Secret): TokenKeyRow {
  const padded = Buffer.alloc(BLOCK);
  const bytes = keyBytes(key);
  if (bytes.length === 0 || bytes.length > BLOCK) throw new RangeError('a token key has 1 to 64 bytes');
  bytes.copy(padded);
  const padOf = (mask: number): string => Buffer.from(padded.map((byte) => byte ^ mask)).toString('hex');
  return { inner: padOf(0x36), outer: padOf(0x5c) };
}

function keyBytes(key: Secret): Buffer {
  return Buffer.from(key.reveal(), 'hex');
}
