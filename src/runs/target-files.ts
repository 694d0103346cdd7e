// The server's own files, when this machine is its host: shown by postmaster.pid, whose start time must be
// the one that the server itself tells. pg_hba.conf is replaced whole, with the owner and mode it had.
// https://www.postgresql.org/docs/current/storage-file-layout.html

import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerFiles } from '../apply/index.js';
import { OperationError } from '../core/operation-error.js';
import { connect, type Session, type Target } from '../session/index.js';
import { sql } from '../sql/sql.js';

/** @throws OperationError `file` when this is not the server's host, or its files are not ours to write. */
export async function serverFilesOf(target: Target): Promise<ServerFiles> {
  const session = await connect(target);
  try {
    const where = await whereabouts(session);
    if (!runsHere(where)) throw notHere();
    return {
      writeHba: async (text) => replace(where.hbaFile, text),
      reload: async () => {
        const again = await connect(target);
        await again.query(sql`SELECT pg_catalog.pg_reload_conf()`);
        await again.close();
      },
    };
  } finally {
    await session.close();
  }
}

interface Whereabouts {
  readonly hbaFile: string;
  readonly dataDirectory: string;
  /** Seconds since 1970. */
  readonly started: number;
  readonly port: string;
}

async function whereabouts(session: Session): Promise<Whereabouts> {
  const { rows } = await session.query(sql`SELECT pg_catalog.current_setting('hba_file'),
    pg_catalog.current_setting('data_directory'), pg_catalog.current_setting('port'),
    pg_catalog.date_part('epoch', pg_catalog.pg_postmaster_start_time())`);
  const [hbaFile, dataDirectory, port, started] = rows[0] ?? [];
  return { hbaFile: hbaFile ?? '', dataDirectory: dataDirectory ?? '', port: port ?? '', started: Number(started) };
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

function replace(file: string, text: string): void {
  const fresh = `${file}.pgrampart`;
  try {
    const { uid, gid, mode } = statSync(file);
    writeFileSync(fresh, text, { mode: 0o600 });
    chownSync(fresh, uid, gid);
    chmodSync(fresh, mode);
    renameSync(fresh, file);
  } catch (cause) {
    rmSync(fresh, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationError({
      code: 'file',
      what: `cannot replace ${file}: ${reason}`,
      fix: 'run as its owner',
      cause,
    });
  }
}

function notHere(): OperationError {
  return new OperationError({
    code: 'file',
    what: 'this machine is not the host of the target, or its data directory cannot be read',
    fix: 'run on the server’s host as its owner, or leave --host-files out and put config/pg_hba.conf in place by hand',
  });
}
