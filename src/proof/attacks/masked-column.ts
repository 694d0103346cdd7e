// SELECT through the view that masks a column. A view without rows would hold for the wrong reason: then the
// run without the control shows no canary either, and the evidence says vacuous.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { attemptAs, nothingSeeded } from './in-session.js';
import { notRun, observed } from './observed.js';
import { nameOf, relationOf } from './relation-facts.js';
import type { AttackRunner } from './runner.js';
import { canaryOf, holdsMark } from './tenancy.js';

export const maskedColumnRunner: AttackRunner<AttackOf<'masked-column'>> = {
  expected: (attack) =>
    `${attack.view.path.join('.')}.${attack.column} never shows the value of ${attack.source.path.join('.')}`,
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    const relation = relationOf(attack.source);
    const seeded = ground.seeds.relation(relation);
    if (seeded === null) return nothingSeeded(ground, relation);
    const column = attack.source.path[2] ?? '';
    const texts = [canaryOf(seeded.rows.a, column), canaryOf(seeded.rows.b, column)].filter((text) => text !== null);
    if (texts.length === 0) return notRun(`no canary could be planted in ${attack.source.path.join('.')}`);
    const marks = new Set(texts);
    const database = ground.databaseOf(attack.view);
    const as = { role: attack.role, database, carrier: attack.carrier, key: seeded.rows.a.tenantKey };
    return attemptAs(ground, as, [
      {
        statement: sql`SELECT ${Ident.of(attack.column)} FROM ${nameOf(attack.view)}`,
        read: ({ rows }) => {
          const seen = rows.filter((row) => holdsMark(row, marks)).length;
          return observed(seen > 0 ? 'leaked' : 'no-rows', { rows: seen });
        },
      },
    ]);
  },
};
