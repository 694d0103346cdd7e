// SET ROLE, asked by the role's own session. https://www.postgresql.org/docs/current/sql-set-role.html

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { attemptAs } from './in-session.js';
import { observed } from './observed.js';
import type { AttackRunner } from './runner.js';

export const becomeRoleRunner: AttackRunner<AttackOf<'become-role'>> = {
  expected: (attack) => `SET ROLE ${attack.target} is refused (42501)`,
  runsForeignCode: () => false,
  run: (attack, ground) =>
    attemptAs(ground, { role: attack.role, database: ground.database, anywhere: true }, [
      {
        statement: sql`SET LOCAL ROLE ${Ident.of(attack.target)}; SELECT current_user`,
        read: ({ rows }) =>
          observed(rows[0]?.[0] === attack.target ? 'leaked' : 'no-rows', {
            log: `current_user is ${rows[0]?.[0] ?? ''}`,
          }),
      },
    ]),
};
