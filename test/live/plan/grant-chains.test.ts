// Chains of grant options on the way back from a change of owners, as generated clusters had them.

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

describe.each(MAJORS.filter((major) => LONG || major === 18))('on PostgreSQL %i', (major) => {
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

  // A member of the owner gave it to himself, and got it back from whom he gave it: PostgreSQL lets nobody else.
  test('a grant option that leads back to its giver is taken and given back', async () => {
    const session = await bench.session('postgres');
    const { rows } = await session.query(sql`SELECT relacl::text FROM pg_class WHERE relname = 'docs'`);
    expect(rows[0]?.[0]).toContain('clerk=r*/clerk,reader=r*/clerk,clerk=r*/reader');
    await session.close();
    await expectFixpointAndInverse(bench, FACTS);
  });

  // Named so that who depends on the option comes first by name.
  test('the new owner granted on what the old one gave him: his option comes back before he grants', async () => {
    await bench.run(
      'postgres',
      `CREATE ROLE a_reader; CREATE TABLE app.notes (id int, body text); ALTER TABLE app.notes OWNER TO old_owner;
       GRANT SELECT (body) ON app.notes TO new_owner WITH GRANT OPTION;
       SET ROLE new_owner; GRANT SELECT (body) ON app.notes TO a_reader`,
    );
    const object = objectRef('table', ['app', 'notes'], 'postgres');
    const plan = await expectFixpointAndInverse(bench, [{ kind: 'owner', object, owner: 'new_owner' }]);
    expect(plan.steps).toHaveLength(1);
  });
});
