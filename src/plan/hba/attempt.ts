// A session as the attempt to connect that it once was, for asking which line of a file decides about it.

import type { SessionGroup } from '../../inventory/cluster.js';
import type { HbaAttempt } from '../../pg/hba/index.js';

export function attemptOf({
  role,
  database,
  source,
  tlsVersion,
}: Pick<SessionGroup, 'role' | 'database' | 'source' | 'tlsVersion'>): HbaAttempt {
  const base = { database, user: role, replication: false } as const;
  return source === null
    ? { ...base, type: 'local' }
    : { ...base, type: 'tcp', tls: tlsVersion !== null, address: source };
}
