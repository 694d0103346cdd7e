// What is wrong with the user's input, said like a compiler: what, why, fix, and the line itself.
// Diagnostics are collected; the first problem never hides the second.

import type { Source } from './source.js';
import { formatSource } from './source.js';
import { printable } from './printable.js';

export type DiagnosticSeverity = 'error' | 'warning' | 'info';

export interface Diagnostic {
  /** Stable, kebab-case, e.g. `unknown-location`. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly source?: Source;
  /** Characters to underline, from `source.column`; 1 when absent. */
  readonly length?: number;
}

/** The file's text when it is at hand, so that a code frame can be drawn. */
export type ReadLine = (source: Source) => string | undefined;

export function formatDiagnostic(diagnostic: Diagnostic, readLine: ReadLine): string {
  const { source } = diagnostic;
  const head = source === undefined ? '' : `${formatSource(source)} `;
  const lines = [`${head}${diagnostic.severity} ${diagnostic.code}: ${printable(diagnostic.what)}`];
  const text = source === undefined ? undefined : readLine(source);
  if (source !== undefined && text !== undefined) lines.push(...codeFrame(text, source, diagnostic.length ?? 1));
  lines.push(`  why: ${printable(diagnostic.why)}`, `  fix: ${printable(diagnostic.fix)}`);
  return lines.join('\n');
}

const FRAME_WIDTH = 120;

function codeFrame(text: string, source: Source, length: number): readonly string[] {
  const shown = printable(text).slice(0, FRAME_WIDTH);
  const gutter = String(source.line);
  const offset = Math.min(source.column - 1, shown.length);
  const underline = '^'.repeat(Math.max(1, Math.min(length, FRAME_WIDTH - offset)));
  return [`  ${gutter} | ${shown}`, `  ${' '.repeat(gutter.length)} | ${' '.repeat(offset)}${underline}`];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
