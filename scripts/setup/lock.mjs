// One installation or build at a time in one checkout, also when the holder was killed.
// The lock is a file that names its holder. It is stale when that process is gone (same machine: pid and start time),
// or when nobody has touched it for a minute (another machine or container). Only one process may clear a given stale
// lock: the one that manages to create the directory named after the lock's token. A killed holder may leave npm
// or the compiler running: its process is noted beside the lock, and the lock is held until that has ended as well.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { SetupFailure } from './failure.mjs';
import { inCheckout, root } from './paths.mjs';

const folder = inCheckout('.setup');
const lockFile = inCheckout('.setup', 'lock');
const workerFile = inCheckout('.setup', 'worker');
const heartbeatMs = 5_000;
const silentMs = 60_000;

/** Runs the work while no other process of this checkout does such work. */
export async function withLock(work, say) {
  const release = await acquire(say);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Notes the child that does the locked work; undefined when it has ended. */
export function noteWorker(pid) {
  if (pid === undefined) fs.rmSync(workerFile, { force: true });
  else fs.writeFileSync(workerFile, JSON.stringify(identity(pid)));
}

function identity(pid) {
  return { host: os.hostname(), pid, started: processStart(pid) };
}

async function acquire(say) {
  const token = randomUUID();
  const holder = JSON.stringify({ token, ...identity(process.pid) });
  let told = false;
  for (;;) {
    if (tryCreate(holder)) return hold(token);
    const other = readNote(lockFile);
    if (other !== undefined && isStale(other) && clearStale(other.token)) continue;
    if (!told && other !== undefined) say(`another run (process ${other.pid}) is setting up this checkout; waiting`);
    told = true;
    await sleep(200);
  }
}

function tryCreate(holder) {
  // The file appears complete or not at all: a reader never sees a half-written holder.
  const draft = `${lockFile}.${process.pid}.${randomUUID()}`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(draft, holder, { flag: 'wx' });
    publish(draft);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw notWritable();
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function publish(draft) {
  try {
    fs.linkSync(draft, lockFile);
  } catch (error) {
    // Some file systems have no hard links.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(error.code)) throw error;
    fs.copyFileSync(draft, lockFile, fs.constants.COPYFILE_EXCL);
  }
}

function hold(token) {
  const heartbeat = setInterval(touch, heartbeatMs);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    if (readNote(lockFile)?.token !== token) return;
    noteWorker(undefined);
    fs.rmSync(lockFile, { force: true });
  };
  process.on('exit', release);
  return release;
}

function touch() {
  const now = new Date();
  try {
    fs.utimesSync(lockFile, now, now);
  } catch {
    // The lock was taken from us after a long stop of this process; the work itself is repeatable.
  }
}

function readNote(file) {
  try {
    return { ...JSON.parse(fs.readFileSync(file, 'utf8')), touched: fs.statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    if (error.code === 'EACCES') throw notWritable();
    throw error;
  }
}

function isStale(holder) {
  if (holder.host !== os.hostname()) return Date.now() - holder.touched > silentMs;
  if (isAlive(holder)) return false;
  const worker = readNote(workerFile);
  return worker === undefined || worker.host !== os.hostname() || !isAlive(worker);
}

/** The same process, not a later one with its id. Where the start time is unknown, silence decides. */
function isAlive({ pid, started, touched }) {
  if (!processExists(pid)) return false;
  return started === '' ? Date.now() - touched <= silentMs : processStart(pid) === started;
}

/** @returns {boolean} whether this process cleared it; else another one is doing so */
function clearStale(token) {
  const right = `${lockFile}.clear-${token}`;
  try {
    fs.mkdirSync(right);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const since = fs.statSync(right, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > silentMs) fs.rmSync(right, { recursive: true, force: true });
    return false;
  }
  if (readNote(lockFile)?.token === token) fs.rmSync(lockFile, { force: true });
  fs.rmSync(right, { recursive: true, force: true });
  return true;
}

function processExists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * The kernel's start time of a process: tells a reused process id from the former one. Empty where unknown; `ended` for a
 * process that nobody has reaped yet, which a container without an init process keeps for ever.
 */
function processStart(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

function notWritable() {
  const who =
    os.platform() === 'win32' ? os.userInfo().username : `${os.userInfo().username} (uid ${process.getuid()})`;
  return new SetupFailure(
    `pgrampart must install or build in ${root}, but the user ${who} may not write there.`,
    'Run it as the owner of the checkout, or clone it into a directory of your own.',
  );
}
