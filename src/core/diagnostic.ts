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
/** What is kept before the place in a row that is too long. */
const BEFORE = 40;

function codeFrame(text: string, source: Source, length: number): readonly string[] {
  const at = Math.min(source.column - 1, text.length);
  const from = text.length <= FRAME_WIDTH || at + length <= FRAME_WIDTH ? 0 : Math.max(0, at - BEFORE);
  const to = Math.min(text.length, from + FRAME_WIDTH);
  const before = `${from > 0 ? '…' : ''}${printable(text.slice(from, at))}`;
  // Escapes are shown longer than they are.
  const meant = printable(text.slice(at, Math.min(to, at + length)));
  const after = `${printable(text.slice(at + length, to))}${to < text.length ? '…' : ''}`;
  const gutter = String(source.line);
  return [
    `  ${gutter} | ${before}${meant}${after}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, meant.length))}`,
  ];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
