// Did the server really take what was written? After a reload it may have refused a file as a whole, or another
// line may win; and what it loaded of pg_hba.conf cannot be read at all, so connections are attempted that must and
// must not succeed. What is not in force is taken back at once.
// https://www.postgresql.org/docs/current/view-pg-file-settings.html

import { OperationError } from '../core/operation-error.js';
import type { FileStep, SqlStep, Step } from '../plan/model.js';
import { sql } from '../sql/sql.js';
import type { Session } from '../session/index.js';
import type { Connections } from './connections.js';
import { writerOf } from './file-writer.js';
import { wrongMaps } from './loaded-maps.js';
import type { ApplyOptions, ConnectionCheck } from './options.js';

export interface Refusal {
  /** Taken back. */
  readonly steps: readonly Step[];
  readonly error: OperationError;
}

/** `steps`: those whose effect began with the last reload. Null when all of them are in force. */
export async function refusalAfterReload(
  steps: readonly Step[],
  options: ApplyOptions,
  connections: Connections,
): Promise<Refusal | null> {
  const reloaded = steps.filter((step) => step.activation === 'reload');
  if (reloaded.length === 0) return null;
  const session = await connections.to(options.maintenanceDatabase);
  const reasons = [
    ...(reloaded.some((step) => step.action === 'file' && step.file === 'pg_hba.conf')
      ? await rejectedRules(session)
      : []),
    ...(await wrongMaps(reloaded, session)),
    ...(await rejectedSettings(reloaded, session)),
    ...(await wrongConnections(options.checks?.(reloaded) ?? [])),
  ];
  if (reasons.length === 0) return null;
  const kept = await takeBack(reloaded, session, options);
  const what = `the server did not take what was written: ${reasons.join('; ')}`;
  return {
    steps: reloaded.filter((step) => !kept.includes(step)),
    error: new OperationError({
      code: 'commit',
      what: kept.length === 0 ? `${what}; the former files and settings are back` : what,
      fix: 'read the server’s log, correct the cause, then plan again',
    }),
  };
}

/**
 * A refused line has an error and nothing else. One with an error and all its fields is loaded and only cannot
 * match just now (hostssl while ssl is off, fill_hba_line in hbafuncs.c).
 */
async function rejectedRules(session: Session): Promise<readonly string[]> {
  const found = await session.attempt(
    sql`SELECT line_number, error FROM pg_catalog.pg_hba_file_rules WHERE error IS NOT NULL AND type IS NULL
      ORDER BY line_number`,
  );
  return found.ok ? found.value.rows.map(([line, error]) => `pg_hba.conf line ${line ?? '?'}: ${error ?? ''}`) : [];
}

/** A role that may not look into the files learns nothing here. */
async function rejectedSettings(steps: readonly Step[], session: Session): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'setting' || step.action !== 'sql') continue;
    const found = await session.attempt(
      sql`SELECT f.error, f.applied FROM pg_catalog.pg_file_settings AS f WHERE pg_catalog.lower(f.name) = pg_catalog.lower($1)
        ORDER BY f.seqno DESC LIMIT 1`,
      [step.object?.path[0] ?? ''],
    );
    const [error, applied] = found.ok ? (found.value.rows[0] ?? []) : [];
    if (applied === 'f') reasons.push(`${step.title}: ${error ?? 'another source wins'}`);
  }
  return reasons;
}

async function wrongConnections(checks: readonly ConnectionCheck[]): Promise<readonly string[]> {
  const reasons: string[] = [];
  for (const { title, must, enters } of checks) {
    const entered = await enters();
    if (entered !== (must === 'enter')) reasons.push(`${title} ${entered ? 'is still admitted' : 'is refused'}`);
  }
  return reasons;
}

/** The session is from before the reload, so it is there whatever the new rules say. Answers what stays. */
async function takeBack(steps: readonly Step[], session: Session, options: ApplyOptions): Promise<readonly Step[]> {
  const kept: Step[] = [];
  for (const step of steps.toReversed()) {
    const back = step.action === 'file' ? await fileBack(step, options) : await settingBack(step, session);
    if (!back) kept.push(step);
  }
  if (options.files === undefined) await session.query(sql`SELECT pg_catalog.pg_reload_conf()`);
  else await options.files.reload();
  return kept;
}

async function fileBack(step: FileStep, { files }: ApplyOptions): Promise<boolean> {
  const write = writerOf(step.file, files);
  if (write === undefined || step.inverse === null) return false;
  await write(step.inverse);
  return true;
}

async function settingBack(step: SqlStep, session: Session): Promise<boolean> {
  if (step.inverse === null) return false;
  for (const each of step.inverse) await session.query(each.sql);
  return true;
}
