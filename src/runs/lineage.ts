// `access --lineage`: who can read a base column, and through what.

import { lineageOf, type Lineage } from '../access/index.js';
import { canonicalJson } from '../core/canonical-json.js';
import { InputError } from '../core/input-error.js';
import { printable } from '../core/printable.js';
import { describeObject } from '../pg/object.js';
import { askedObject } from './asked-access.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface LineageRun {
  readonly source: string;
  readonly databases: readonly string[];
  /** `column:schema.relation.column` */
  readonly object: string;
  readonly format: 'text' | 'json';
}

/** @throws InputError, OperationError */
export async function runLineage(
  run: LineageRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, run, progress);
  const { object } = askedObject(run.object, inventory);
  if (object.kind !== 'column') throw noColumn(run.object);
  const lineage = lineageOf(inventory, object);
  const json = `${canonicalJson({ formatVersion: '1.0', ...lineage }, 2)}\n`;
  return { exit: EXIT.clean, result: run.format === 'json' ? json : lineageText(lineage) };
}

function lineageText({ column, routes, readers }: Lineage): string {
  const lines = routes.flatMap((route) => [
    printable(
      `  ${route.channel}${route.confidence === 'named' ? ' (named in it)' : ''}: ${route.through.map(describeObject).join(' ← ')}`,
    ),
    printable(`      ${route.readers.length === 0 ? 'nobody' : route.readers.join(', ')}`),
  ]);
  return `${[printable(describeObject(column)), ...lines, printable(`read by: ${readers.join(', ')}`)].join('\n')}\n`;
}

function noColumn(text: string): InputError {
  const fix = 'give --object column:schema.relation.column';
  return InputError.of('no-column', `${text} is no column`, 'lineage is a question about one base column', fix);
}
