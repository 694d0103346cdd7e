// The only writer to the terminal. Results go to stdout, progress and errors to stderr, so that
// `pgrampart … --format json | jq` works whatever happens.

import { once } from 'node:events';
import { printable } from '../core/printable.js';
import type { Progress, ProgressEvent } from '../runs/progress.js';

const CLEAR_LINE = '\r\u001b[2K';

/** Pieces are written as fast as the reader takes them; a reader who leaves (`| head`) is no failure. */
export async function writeResult(result: string | Iterable<string>): Promise<void> {
  process.stdout.once('error', leave);
  for (const piece of typeof result === 'string' ? [endedLine(result)] : result) {
    if (piece !== '' && !process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

function endedLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function leave(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
}

/** On a terminal it takes the place of a stage that had begun and will not end. */
export function writeError(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** One line an event; on a terminal a finished stage replaces the line that announced it. */
export function terminalProgress(quiet: boolean): Progress {
  if (quiet) return () => undefined;
  const live = process.stderr.isTTY;
  return (event) => {
    if (event.state === 'start' && !live) return;
    process.stderr.write(lineOf(event, live));
  };
}

function lineOf(event: ProgressEvent, live: boolean): string {
  const text = printable(event.text);
  if (!live) return `${event.stage}: ${text}\n`;
  if (event.state === 'start') return `${CLEAR_LINE}  … ${event.stage}: ${text}`;
  return `${CLEAR_LINE}  ${event.state === 'done' ? '✓' : '·'} ${event.stage}: ${text}\n`;
}
