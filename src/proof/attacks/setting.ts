// SET in the role's own session. https://www.postgresql.org/docs/current/sql-set.html

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql } from '../../sql/sql.js';
import { attemptAs } from './in-session.js';
import { observed } from './observed.js';
import type { AttackRunner } from './runner.js';

export const settingRunner: AttackRunner<AttackOf<'setting'>> = {
  expected: (attack) => `SET ${attack.setting} is refused (42501)`,
  runsForeignCode: () => false,
  run: (attack, ground) => {
    const name = join(
      attack.setting.split('.').map((part) => Ident.of(part)),
      sql`.`,
    );
    return attemptAs(ground, { role: attack.role, database: ground.database, anywhere: true }, [
      {
        statement: sql`SET LOCAL ${name} = ${Literal.of(attack.value)}`,
        read: () => observed('changed', { log: `${attack.setting} was set` }),
        // 55P02: not changeable in a session at all.
        refusals: ['42501', '55P02'],
      },
    ]);
  },
};
