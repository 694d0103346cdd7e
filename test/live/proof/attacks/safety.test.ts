// What attacks must not do: run the database's code while somebody could run programs on the server, run it
// in a session that could become the harness's superuser, or let a password or verifier out.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../../src/session/index.js';
import { verbatim } from '../../../../src/sql/verbatim.js';
import { SCENARIOS } from './scenarios.js';
import { prove, serverOf, start, targetOf } from './scene.js';
import { UNSHIELDED } from './state.js';

const hardened = [...UNSHIELDED, ...SCENARIOS.flatMap((each) => each.harden)];
const named = (...names: readonly string[]): typeof SCENARIOS => SCENARIOS.filter(({ name }) => names.includes(name));

/** Says in the server log what it could become: the log outlives the attack, which is rolled back. */
const TRAP = [
  `CREATE FUNCTION s.trap() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     BEGIN EXECUTE 'RESET SESSION AUTHORIZATION'; EXCEPTION WHEN OTHERS THEN NULL; END;
     BEGIN EXECUTE 'RESET ROLE'; EXCEPTION WHEN OTHERS THEN NULL; END;
     RAISE LOG 'trap: superuser %', (SELECT rolsuper FROM pg_roles WHERE rolname = session_user);
     RETURN NEW;
   END $$`,
  'CREATE TRIGGER trap BEFORE INSERT OR UPDATE ON s.docs FOR EACH ROW EXECUTE FUNCTION s.trap()',
];

describe.runIf(serverOf(18).ok)('attacks', () => {
  it('wait with the database’s code while a role may run programs', async () => {
    await using cluster = await start(18, [...hardened, 'GRANT pg_execute_server_program TO strong']);
    const { evidence } = await prove(cluster, named('tenant', 'become-role'));
    const tenant = evidence.filter(({ control }) => control === 'tenant');
    expect(tenant.every(({ status }) => status === 'not-run')).toBe(true);
    expect(tenant[0]?.reason).toContain('strong');
    expect(evidence.find(({ control }) => control === 'become-role')?.status).toBe('holds');
  });

  it('give a trigger no session that could become a superuser', async () => {
    await using cluster = await start(18, [...hardened, ...TRAP]);
    const { evidence } = await prove(cluster, named('tenant'));
    expect(evidence.every(({ status }) => status === 'holds')).toBe(true);
    const sprung = readFileSync(cluster.logFile, 'utf8').match(/trap: superuser \w/gu) ?? [];
    expect(sprung.length).toBeGreaterThan(0);
    expect(new Set(sprung)).toEqual(new Set(['trap: superuser f']));
  });

  it('let no password or verifier out, and put the former ones back', async () => {
    const verifier = `SCRAM-SHA-256$4096:${'A'.repeat(22)}==$${'B'.repeat(43)}=:${'C'.repeat(43)}=`;
    const known = [`ALTER ROLE r_connect PASSWORD '${verifier}'`];
    await using cluster = await start(18, [...hardened, ...known]);
    const { evidence } = await prove(cluster, named('connect', 'wire', 'audit', 'password'));
    expect(evidence.every(({ status }) => status === 'holds')).toBe(true);
    expect(JSON.stringify(evidence)).not.toMatch(/SCRAM-SHA-256\$|md5[0-9a-f]{32}/u);
    const session = await connect(targetOf(cluster));
    const { rows } = await session.query(verbatim("SELECT rolpassword FROM pg_authid WHERE rolname = 'r_connect'"));
    await session.close();
    expect(rows).toEqual([[verifier]]);
  });
});
