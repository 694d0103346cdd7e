// What a credential's row leaves open, measured against the house standard: an owner, and for whatever a
// database login proves itself with a rotation of at most 90 days.

import type { Credential } from '../intent/operations.js';

export const LONGEST_ROTATION_DAYS = 90;

/** Null when nothing is open. */
export function credentialGap(row: Credential): string | null {
  const missing: string[] = [];
  if (row.owner === null) missing.push('owner not stated');
  if (row.rotation === null) missing.push('rotation not stated');
  const days = row.rotationDays;
  if (row.logins.length > 0 && days !== null && days > LONGEST_ROTATION_DAYS)
    missing.push(`rotates after ${days} days, more than ${LONGEST_ROTATION_DAYS}`);
  return missing.length === 0 ? null : missing.join('; ');
}
