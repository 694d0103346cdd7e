// The server's own pg_hba.conf and pg_ident.conf, when this machine is its host: shown by postmaster.pid, whose start time
// and port must be those that the server itself tells. New rules that shut us out are taken back at once.
// https://www.postgresql.org/docs/current/storage-file-layout.html

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerFiles } from '../apply/index.js';
import { OperationError } from '../core/operation-error.js';
import { attemptConnect, connect, type Session, type Target } from '../session/index.js';
import { sql } from '../sql/sql.js';
import { forgetFormerRules, formerRulesOf, formerRulesPath, mapsOf, type MeaningOf } from './former-rules.js';
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
  const place = { session, target, major: where.major };
  return {
    writeHba: (text) => writeRules({ file: where.hbaFile, meaningOf: undefined }, text, place),
    writeIdent: (text) => writeRules({ file: where.identFile, meaningOf: mapsOf }, text, place),
    reload: () => reload(session),
    close: () => session.close(),
  };
}

interface RulesFile {
  readonly file: string;
  readonly meaningOf: MeaningOf | undefined;
}

interface Place {
  readonly session: Session;
  readonly target: Target;
  readonly major: number;
}

/** What a plan replaces is kept; what it puts back is what was kept, when that has the same rules. */
async function writeRules({ file, meaningOf }: RulesFile, text: string, place: Place): Promise<void> {
  const { session, target, major } = place;
  const kept = formerRulesOf(file, text, major, meaningOf);
  const keepAs = kept === null ? formerRulesPath(file, text) : undefined;
  const former = replaceInPlace(file, kept?.text ?? text, keepAs);
  await reload(session);
  const entered = await attemptConnect(target);
  if (entered.ok) {
    if (kept !== null) forgetFormerRules(kept);
    return entered.value.close();
  }
  replaceInPlace(file, former);
  if (keepAs !== undefined) forgetFormerRules({ path: keepAs });
  await reload(session);
  throw new OperationError({
    code: 'permission',
    what: `the new ${basename(file)} would shut you out (${entered.error.message}); the former one is back`,
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
  readonly identFile: string;
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
    pg_catalog.current_setting('server_version_num'), pg_catalog.current_setting('ident_file')`);
  const [hbaFile, dataDirectory, port, started, version, identFile] = rows[0] ?? [];
  return {
    hbaFile: hbaFile ?? '',
    identFile: identFile ?? '',
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
    fix: 'run on the server’s host as its owner, or leave --host-files out and put the files of config/ in place by hand',
  });
}
