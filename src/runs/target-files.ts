// The server's own pg_hba.conf, when this machine is its host: shown by postmaster.pid, whose start time
// and port must be those that the server itself tells. New rules that shut us out are taken back at once.
// https://www.postgresql.org/docs/current/storage-file-layout.html

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerFiles } from '../apply/index.js';
import { OperationError } from '../core/operation-error.js';
import { attemptConnect, connect, type Session, type Target } from '../session/index.js';
import { sql } from '../sql/sql.js';
import { forgetFormerRules, formerRulesOf, formerRulesPath } from './former-rules.js';
import { replaceInPlace } from './replace-in-place.js';

export interface HostFiles extends ServerFiles {
  readonly close: () => Promise<void>;
}

/** @throws OperationError `file` when this is not the server's host. */
export async function hostFilesOf(target: Target): Promise<HostFiles> {
  // Held open throughout: whatever the new rules say, this session can still reload the former ones.
  const session = await connect(target);
  const where = await whereabouts(session);
  if (!runsHere(where)) {
    await session.close();
    throw notHere();
  }
  return {
    writeHba: (text) => writeRules(where, text, session, target),
    reload: () => reload(session),
    close: () => session.close(),
  };
}

/** What a plan replaces is kept; what it puts back is what was kept, when that has the same rules. */
async function writeRules(
  { hbaFile, major }: Whereabouts,
  text: string,
  session: Session,
  target: Target,
): Promise<void> {
  const kept = formerRulesOf(hbaFile, text, major);
  const keepAs = kept === null ? formerRulesPath(hbaFile, text) : undefined;
  const former = replaceInPlace(hbaFile, kept?.text ?? text, keepAs);
  await reload(session);
  const entered = await attemptConnect(target);
  if (entered.ok) {
    if (kept !== null) forgetFormerRules(kept);
    return entered.value.close();
  }
  replaceInPlace(hbaFile, former);
  if (keepAs !== undefined) forgetFormerRules({ path: keepAs });
  await reload(session);
  throw new OperationError({
    code: 'permission',
    what: `the new pg_hba.conf would shut you out (${entered.error.message}); the former one is back`,
    fix: 'connect in a way that the new rules admit, or state your own way in among the connections of the documents',
  });
}

/** Returns when new sessions are judged by the new rules, which the server loads after it has told its sessions. */
async function reload(session: Session): Promise<void> {
  const loaded = async (): Promise<string> =>
    (await session.query(sql`SELECT pg_catalog.pg_conf_load_time()::pg_catalog.text`)).rows[0]?.[0] ?? '';
  const before = await loaded();
  await session.query(sql`SELECT pg_catalog.pg_reload_conf()`);
  for (let waited = 0; waited < 5000 && (await loaded()) === before; waited += 50) await sleep(50);
  await sleep(250);
}

interface Whereabouts {
  readonly hbaFile: string;
  readonly dataDirectory: string;
  /** Seconds since 1970. */
  readonly started: number;
  readonly port: string;
  readonly major: number;
}

async function whereabouts(session: Session): Promise<Whereabouts> {
  const { rows } = await session.query(sql`SELECT pg_catalog.current_setting('hba_file'),
    pg_catalog.current_setting('data_directory'), pg_catalog.current_setting('port'),
    pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time()),
    pg_catalog.current_setting('server_version_num')`);
  const [hbaFile, dataDirectory, port, started, version] = rows[0] ?? [];
  return {
    hbaFile: hbaFile ?? '',
    dataDirectory: dataDirectory ?? '',
    port: port ?? '',
    started: Number(started),
    major: Math.floor(Number(version) / 10_000),
  };
}

/** Lines 3 and 4 of postmaster.pid. The process starts a moment before the server says it did. */
function runsHere({ dataDirectory, started, port }: Whereabouts): boolean {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const before = started - Number(lines[2]);
    return before > -2 && before < 60 && lines[3] === port;
  } catch {
    return false;
  }
}

function notHere(): OperationError {
  return new OperationError({
    code: 'file',
    what: 'this machine is not the host of the target, or its data directory cannot be read',
    fix: 'run on the server’s host as its owner, or leave --host-files out and put config/pg_hba.conf in place by hand',
  });
}
