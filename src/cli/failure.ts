// Every error as one clear message and one exit code. Nothing here may print a cause's stack to a user,
// except for our own bugs, where it is what we need.

import { readFileSync } from 'node:fs';
import { formatDiagnostic, type Diagnostic } from '../core/diagnostic.js';
import { InvariantError } from '../core/invariant.js';
import { OperationError } from '../core/operation-error.js';
import { printable } from '../core/printable.js';
import type { Source } from '../core/source.js';
import { InputError } from '../core/input-error.js';
import { EXIT, type ExitCode } from '../runs/exit-code.js';

export interface Failure {
  readonly exit: ExitCode;
  readonly text: string;
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof InputError) return { exit: EXIT.input, text: formatDiagnostics(error.diagnostics) };
  if (error instanceof OperationError) return { exit: EXIT.operation, text: describeOperation(error) };
  return { exit: EXIT.bug, text: describeBug(error) };
}

export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const lines = new Map<string, readonly string[]>();
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, (source) => lineAt(source, lines))).join('\n\n');
}

function lineAt(source: Source, cache: Map<string, readonly string[]>): string | undefined {
  const known = cache.get(source.file) ?? readLines(source.file);
  cache.set(source.file, known);
  return known[source.line - 1];
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^\uFEFF/u, '')
      .split(/\r\n|\n|\r/u);
  } catch {
    return [];
  }
}

function describeOperation(error: OperationError): string {
  const state = error.sqlstate === undefined ? '' : ` (SQLSTATE ${error.sqlstate})`;
  return `error ${error.code}${state}: ${printable(error.message)}\n  fix: ${printable(error.fix)}`;
}

function describeBug(error: unknown): string {
  const title = error instanceof InvariantError ? 'an assumption of ours does not hold' : 'an unexpected failure';
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `pgrampart made a mistake: ${title}. Please report it with the text below.\n${detail}`;
}
