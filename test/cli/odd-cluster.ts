// A cluster whose names try to be something else: SQL, PUBLIC, paths, terminal escapes.

import { chooseServer, discoverServers, startScratch } from '../../src/proof/scratch/index.js';
import { connect } from '../../src/session/index.js';
import { verbatim } from '../../src/sql/verbatim.js';

export interface OddCluster {
  readonly conninfo: string;
  readonly env: Readonly<Record<string, string>>;
  readonly password: string;
  readonly stop: () => Promise<void>;
}

const STATEMENTS = [
  `CREATE ROLE "PUBLIC"`,
  `CREATE ROLE reader LOGIN`,
  `CREATE SCHEMA "a.b"`,
  `GRANT USAGE ON SCHEMA "a.b" TO "PUBLIC"`,
  `CREATE TABLE "a.b"."""; drop table x; --" ("co""l" int, tenant_id int)`,
  `GRANT SELECT ON "a.b"."""; drop table x; --" TO "PUBLIC"`,
  `CREATE TABLE "a.b".x (id int)`,
  `CREATE TABLE "a.b".shared (id int)`,
  `GRANT SELECT ON "a.b".shared TO PUBLIC`,
  `CREATE TABLE "a.b"."\u001b[31mred" (id int)`,
  `GRANT INSERT ON "a.b"."\u001b[31mred" TO PUBLIC`,
  `CREATE FUNCTION "a.b"."f.g"(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
  `SELECT lo_create(4711)`,
  `GRANT SELECT ON LARGE OBJECT 4711 TO reader`,
];

export async function startOdd(): Promise<OddCluster> {
  const chosen = chooseServer(await discoverServers(), { major: 18 });
  if (!chosen.ok) throw new Error(chosen.error.what);
  const cluster = await startScratch({ server: chosen.value, superuser: 'postgres' });
  const { host, port, password } = cluster.connection;
  const database = 'postgres';
  const session = await connect({
    host,
    port,
    database,
    user: 'postgres',
    password,
    tls: { mode: 'disable', authority: null },
  });
  for (const statement of STATEMENTS) await session.query(verbatim(statement));
  await session.close();
  return {
    conninfo: `dbname=postgres port=${port}`,
    env: { PGHOST: host, PGUSER: 'postgres', PGPASSWORD: password.reveal() },
    password: password.reveal(),
    stop: () => cluster.stop(),
  };
}
