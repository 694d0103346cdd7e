// The SCRAM-SHA-256 verifier as PostgreSQL stores it, computed here so that no password ever stands in SQL
// text or in a server log. RFC 5802, RFC 7677; pg_authid.rolpassword; common/scram-common.c
// (scram_build_secret). Passwords are prepared by SASLprep in the server; ours are ASCII, for which it is
// the identity, and anything else is refused.

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { invariant } from '../core/invariant.js';
import { Secret } from '../core/secret.js';

export const SCRAM_ITERATIONS = 4096;

/** `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`, base64 parts. */
export function scramVerifier(
  password: Secret,
  salt: Uint8Array = randomBytes(16),
  iterations: number = SCRAM_ITERATIONS,
): Secret {
  const plain = password.reveal();
  invariant(/^[\x21-\x7e]+$/u.test(plain), 'a generated password is printable ASCII');
  const salted = pbkdf2Sync(plain, salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const serverKey = hmac(salted, 'Server Key').toString('base64');
  return new Secret(`SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString('base64')}$${storedKey}:${serverKey}`);
}

/** 192 random bits. */
export function randomPassword(): Secret {
  return new Secret(randomBytes(24).toString('base64url'));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
