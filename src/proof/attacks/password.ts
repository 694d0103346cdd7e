// What the server makes of a password. Stored form: a throwaway password is set in a transaction that is
// rolled back, by the harness and as the role's own settings have it, since only a superuser may look at
// pg_authid. Expiry: VALID UNTIL is moved into the past, a real login tried, and the date put back.

import type { AttackOf } from '../../attack/model.js';
import { randomPassword } from '../../pg/scram.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import { attemptConnect, type Target } from '../../session/index.js';
import { tlsOf } from './connect.js';
import type { Ground } from './ground.js';
import { expiryOf, withExpiry } from './lent-time.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

type PasswordAttack = AttackOf<'password'>;

const EXPECTED: { readonly [A in PasswordAttack['attempt']]: string } = {
  'stored-as-md5': 'a new password is stored as a SCRAM-SHA-256 verifier',
  'after-valid-until': 'a login after VALID UNTIL is refused (28P01)',
  'guess-without-delay': 'a wrong password is answered only after a delay',
};

export const passwordRunner: AttackRunner<AttackOf<'password'>> = {
  expected: (attack) => EXPECTED[attack.attempt],
  runsForeignCode: () => false,
  run: (attack, ground) => {
    switch (attack.attempt) {
      case 'stored-as-md5':
        return storedForm(attack, ground);
      case 'after-valid-until':
        return afterExpiry(attack, ground);
      case 'guess-without-delay':
        return guess(attack, ground);
    }
  },
};

async function storedForm(attack: PasswordAttack, ground: Ground): Promise<Run> {
  const statements = [`ALTER ROLE ${attack.role} PASSWORD '***'`, 'SELECT rolpassword: its form only', 'ROLLBACK'];
  const opened = await ground.sessions.anywhere(attack.role, ground.database);
  if (!opened.ok) return { observed: problemObserved(opened.error, []), statements };
  const { rows } = await opened.value.session.query(sql`SHOW password_encryption`);
  const encryption = rows[0]?.[0] ?? '';
  const admin = await ground.admin.in(ground.database);
  const stored = await admin.transaction(async () => {
    // Never in the log: the text of this statement is the password.
    await admin.query(
      sql`SAVEPOINT attempt; SET LOCAL log_statement = 'none'; SET LOCAL log_min_duration_statement = -1; SET LOCAL password_encryption = ${Literal.of(encryption)}`,
    );
    await admin.query(sql`ALTER ROLE ${Ident.of(attack.role)} PASSWORD ${Literal.of(randomPassword().reveal())}`);
    const found = await admin.query(
      sql`SELECT pg_catalog.left(rolpassword, 13) FROM pg_catalog.pg_authid WHERE rolname = ${Literal.of(attack.role)}`,
    );
    await admin.query(sql`ROLLBACK TO SAVEPOINT attempt`);
    return found.rows[0]?.[0] ?? '';
  });
  const isMd5 = stored.startsWith('md5');
  const log = isMd5 ? 'stored as md5' : `stored as ${stored}`;
  return { observed: observed(isMd5 ? 'leaked' : 'no-rows', { log }), statements };
}

async function afterExpiry(attack: PasswordAttack, ground: Ground): Promise<Run> {
  const door = await passwordDoor(attack.role, ground);
  if (typeof door === 'string') return notRun(door);
  const until = await expiryOf(ground, attack.role);
  const statements = [`connect as ${attack.role} after VALID UNTIL ${until ?? 'infinity'}`];
  return withExpiry(ground, attack.role, '2000-01-01', async () => {
    const tried = await attemptConnect(door);
    if (!tried.ok) return { observed: problemObserved(tried.error, ['28P01']), statements };
    await tried.value.close();
    const log = until === null ? 'the password never expires' : 'an expired password was taken';
    return { observed: observed('connected', { log }), statements };
  });
}

/** auth_delay sleeps before it reports a failed authentication; a fast answer is the leak. */
async function guess(attack: PasswordAttack, ground: Ground): Promise<Run> {
  const door = await passwordDoor(attack.role, ground);
  if (typeof door === 'string') return notRun(door);
  const asked = sql`SELECT pg_catalog.current_setting('auth_delay.milliseconds', true)`;
  const { rows } = await ground.admin.query(ground.database, asked);
  const delay = Number.parseInt(rows[0]?.[0] ?? '0', 10) || 0;
  const started = performance.now();
  const tried = await attemptConnect({ ...door, password: randomPassword() });
  const waited = performance.now() - started;
  const statements = [`connect as ${attack.role} with a wrong password`];
  if (tried.ok) {
    await tried.value.close();
    return { observed: observed('connected', { log: 'a wrong password was taken' }), statements };
  }
  if (tried.error.sqlstate !== '28P01') return { observed: problemObserved(tried.error, []), statements };
  const held = delay > 0 && waited >= delay;
  const log = held ? 'answered after the delay' : 'answered at once';
  return { observed: observed(held ? 'refused' : 'leaked', { sqlstate: '28P01', log }), statements };
}

/** Where the role can log in with its password over TLS; a text: why nowhere. */
async function passwordDoor(role: string, ground: Ground): Promise<Target | string> {
  const { network, cluster, database } = ground;
  if (network === null || cluster.tls === undefined)
    return 'no password login over TCP is possible on this scratch cluster';
  const localAddress = network.addressFor(role, database);
  if (localAddress === null) return 'no rule admits this role with a password from anywhere';
  const password = await network.passwordOf(role);
  await ground.sessions.release(role);
  const { host, port } = cluster;
  return { host, port, database, user: role, password, localAddress, tls: tlsOf(cluster.tls.caPem) };
}
