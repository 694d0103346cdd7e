// Making a running server read its files again, and knowing that it has. The postmaster logs the signal,
// reads settings, pg_hba.conf and pg_ident.conf in that order, and accepts no connection meanwhile: so
// once it answers a connection made after that log line, new sessions are judged by the new rules.
// A file with an error is refused as a whole and the former rules stay (auth-pg-hba-conf.html).

import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError, uniqueSorted } from '../../core/index.js';
import { readLogFile } from './server-log.js';
import { signalServer, type ServerProcess } from './server-process.js';

export interface ReloadOutcome {
  /** Every file was taken over (but for settings that need a restart); false: at least one keeps its former content. */
  readonly loaded: boolean;
  /** Settings whose new value waits for a restart. */
  readonly restartNeeded: readonly string[];
  /** What the server said meanwhile; sessions may have said something too. */
  readonly messages: readonly string[];
}

const TIMEOUT_MS = 10_000;
const REFUSED =
  /was not reloaded|no changes were applied|invalid value for parameter|unrecognized configuration parameter/;
const NEEDS_RESTART = /parameter "([^"]+)" cannot be changed without restarting/;

/** @throws OperationError `scratch` when the server does not confirm. */
export async function reloadServer(server: ServerProcess, logFile: string, socketPath: string): Promise<ReloadOutcome> {
  const offset = readLogFile(logFile).next;
  signalServer(server, 'SIGHUP');
  const deadline = Date.now() + TIMEOUT_MS;
  while (!readLogFile(logFile, offset).text.includes('received SIGHUP, reloading configuration files')) {
    if (!server.isRunning() || Date.now() > deadline) throw unconfirmed();
    await sleep(3);
  }
  await answers(socketPath);
  return outcomeOf(readLogFile(logFile, offset).text.split('\n'));
}

function outcomeOf(lines: readonly string[]): ReloadOutcome {
  const messages = lines.filter((line) => line !== '' && !line.includes('received SIGHUP'));
  const restartNeeded = uniqueSorted(
    messages.map((line) => NEEDS_RESTART.exec(line)?.[1]).filter((name) => name !== undefined),
  );
  const refused = messages.some((line) => REFUSED.test(line));
  const otherErrors = restartNeeded.length === 0 && messages.some((line) => line.includes('contains errors'));
  return { loaded: !refused && !otherErrors, restartNeeded, messages };
}

function unconfirmed(): OperationError {
  return new OperationError({
    code: 'scratch',
    what: 'the scratch server did not confirm that it read its configuration again',
    fix: 'log_min_messages = fatal or panic hides the confirmation: restart the cluster instead',
  });
}

/**
 * A new backend answers an SSLRequest with one byte before any authentication
 * (protocol-flow.html#PROTOCOL-FLOW-SSL), so this needs neither role nor password.
 */
function answers(socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(unconfirmed()));
    socket.once('error', reject);
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once('data', () => {
      resolve();
      socket.destroy();
    });
    socket.once('close', () => reject(unconfirmed()));
  });
}
