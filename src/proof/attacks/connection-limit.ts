// One session more than CONNECTION LIMIT allows, all of them real logins of the role.
// https://www.postgresql.org/docs/current/sql-createrole.html

import type { AttackOf } from '../../attack/model.js';
import type { Session } from '../../session/index.js';
import { observed, problemObserved, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

export const connectionLimitRunner: AttackRunner<AttackOf<'connection-limit'>> = {
  expected: (attack) => `session ${attack.limit + 1} of ${attack.role} is refused (53300)`,
  runsForeignCode: () => false,
  run: async (attack, ground): Promise<Run> => {
    const { role, database, limit } = attack;
    const statements = [`connect as ${role}, ${limit + 1} times at once`];
    await ground.sessions.release(role);
    const open: Session[] = [];
    try {
      for (let count = 0; count <= limit; count += 1) {
        const opened = await ground.sessions.fresh(role, database);
        if (!opened.ok) {
          const refusals = count === limit && /for role/u.test(opened.error.message) ? ['53300'] : [];
          return { observed: problemObserved(opened.error, refusals), statements };
        }
        open.push(opened.value);
      }
      return { observed: observed('connected', { log: `${limit + 1} sessions at once` }), statements };
    } finally {
      for (const session of open) await session.close();
    }
  },
};
