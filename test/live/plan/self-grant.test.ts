// A member of the owner gave himself a grant option, and got one back from whom he gave it: PostgreSQL lets nobody else. When owners change and he
// loses it, the way back has to give it to him all the same.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/demand/model.js';
import { roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { MAJORS } from '../../../src/pg/version.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from './cluster.js';
import { expectFixpointAndInverse } from './laws.js';

const LONG = process.env['PGRAMPART_LONG'] === '1';
const DOCS = objectRef('table', ['app', 'docs'], 'postgres');
const FACTS: readonly Fact[] = [
  { kind: 'owner', object: DOCS, owner: 'new_owner' },
  {
    kind: 'privilege',
    object: DOCS,
    grantee: roleGrantee('clerk'),
    privilege: 'SELECT',
    present: false,
    grantable: false,
  },
];

describe.each(MAJORS.filter((major) => LONG || major === 14 || major === 18))('on PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run(
      'postgres',
      `CREATE ROLE old_owner; CREATE ROLE new_owner; CREATE ROLE clerk IN ROLE old_owner; CREATE ROLE reader;
       CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.docs (id int);
       ALTER TABLE app.docs OWNER TO old_owner;
       GRANT SELECT ON app.docs TO clerk WITH GRANT OPTION;
       SET ROLE clerk;
       GRANT SELECT ON app.docs TO clerk WITH GRANT OPTION;
       GRANT SELECT ON app.docs TO reader WITH GRANT OPTION;
       SET ROLE reader; GRANT SELECT ON app.docs TO clerk WITH GRANT OPTION`,
    );
  });
  afterAll(() => bench.cluster.stop());

  test('it is taken from him and given back', async () => {
    const session = await bench.session('postgres');
    const { rows } = await session.query(sql`SELECT relacl::text FROM pg_class WHERE relname = 'docs'`);
    expect(rows[0]?.[0]).toContain('clerk=r*/clerk,reader=r*/clerk,clerk=r*/reader');
    await session.close();
    await expectFixpointAndInverse(bench, FACTS);
  });
});
