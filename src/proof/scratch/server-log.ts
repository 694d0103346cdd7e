// The server's standard error as text. The file belongs to the harness, not to the server's account:
// code in the server can append to it through the server, but cannot rewrite or remove what it said.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface LogSlice {
  readonly text: string;
  /** Byte offset to go on from. */
  readonly next: number;
}

/** From a byte offset to the present end. Ends at a line break, so that no line and no character is cut. */
export function readLogFile(path: string, from = 0): LogSlice {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const buffer = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(file, buffer, 0, buffer.length, from);
    const end = buffer.subarray(0, read).lastIndexOf(0x0a) + 1;
    return { text: buffer.toString('utf8', 0, end), next: from + end };
  } finally {
    closeSync(file);
  }
}

/** The last lines, for a message that says why the server did not start. */
export function logTail(path: string, lines = 6): string {
  return readLogFile(path).text.trimEnd().split('\n').slice(-lines).join(' / ');
}
