// A session that starts as the role's own logins start: with what its role and its database set, which the
// start-up options of the other attack sessions would cover.

import type { Result } from '../../core/result.js';
import { attemptConnect, type ServerProblem, type Session } from '../../session/index.js';
import { socketTarget } from './door.js';
import type { Ground } from './ground.js';

/** To be closed by the caller. */
export function openOwnSession(
  ground: Ground,
  role: string,
  database: string,
): Promise<Result<Session, ServerProblem>> {
  const { settings: _settings, ...target } = socketTarget(ground.cluster, database, role);
  return attemptConnect({ ...target, settings: { lock_timeout: '3s', TimeZone: 'UTC' } });
}
