// Connections to attempt once a new pg_hba.conf is loaded: our own way in, the same in plaintext, and a role
// that nobody has. What the file says of each must be what the server does.

import type { ApplyOptions, ConnectionCheck } from '../apply/index.js';
import { memoryReader } from '../pg/config-reader.js';
import { decide, parseHba, type HbaAttempt } from '../pg/hba/index.js';
import type { Step } from '../plan/index.js';
import { attemptConnect, connect, type Target } from '../session/index.js';
import { sql } from '../sql/sql.js';

/** Methods that ask for a password before they look at the role. */
const ASKS: ReadonlySet<string> = new Set(['scram-sha-256', 'md5', 'password']);

const STRANGER = 'pgrampart_nobody_has_this_name';

/** @throws OperationError when the target cannot be reached now. */
export async function connectionChecks(target: Target): Promise<NonNullable<ApplyOptions['checks']>> {
  const session = await connect(target);
  const { rows } = await session.query(
    sql`SELECT pg_catalog.host(pg_catalog.inet_client_addr()), pg_catalog.current_setting('server_version_num')`,
  );
  await session.close();
  const [address = null, version] = rows[0] ?? [];
  const major = Math.floor(Number(version) / 10_000);
  return (steps) => steps.flatMap((step) => checksOf(step, target, address, major));
}

function checksOf(step: Step, target: Target, address: string | null, major: number): readonly ConnectionCheck[] {
  if (step.action !== 'file' || step.file !== 'pg_hba.conf') return [];
  const { rules } = parseHba(memoryReader({ '/pg_hba.conf': step.content }), '/pg_hba.conf', { major });
  const plain: Target = { ...target, tls: { mode: 'disable', authority: null } };
  const targets: readonly (readonly [string, Target])[] = [
    ['your own way in', target],
    ...(address === null ? [] : [['your way in, without TLS', plain] as const]),
    ['a role that nobody has', { ...target, user: STRANGER, password: null }],
  ];
  return targets.flatMap(([title, each]): readonly ConnectionCheck[] => {
    const decision = decide(rules, attemptOf(each, address), { isMember: () => false });
    const method = decision.kind === 'rule' ? decision.rule.method : 'reject';
    // A line may admit a stranger whom its method refuses with the same SQLSTATE: that shows nothing.
    if (method !== 'reject' && each !== target && !ASKS.has(method)) return [];
    return [{ title, must: method === 'reject' ? 'be refused' : 'enter', enters: () => entersBy(each) }];
  });
}

function attemptOf({ user, database, tls }: Target, address: string | null): HbaAttempt {
  const base = { database, user, replication: false } as const;
  return address === null ? { ...base, type: 'local' } : { ...base, type: 'tcp', tls: tls.mode !== 'disable', address };
}

/** Refused by no line, or by a rejecting one: 28000. Whoever is asked for a password was admitted by a line. */
async function entersBy(target: Target): Promise<boolean> {
  const entered = await attemptConnect(target);
  if (!entered.ok) return entered.error.sqlstate !== '28000';
  await entered.value.close();
  return true;
}
