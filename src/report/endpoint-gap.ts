// What an endpoint's row leaves open: a public one needs a stated exception and an allowlist.

import type { Endpoint } from '../intent/operations.js';

/** Null when nothing is open. */
export function endpointGap(row: Endpoint): string | null {
  if (row.public === null) return 'not stated whether it is public';
  if (!row.public) return null;
  if (row.exception === null) return 'public without a stated exception';
  return row.allowedSources.length === 0 ? 'public without an allowlist' : null;
}
