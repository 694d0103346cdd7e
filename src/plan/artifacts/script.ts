// Steps as a script to read and run with psql: each under a comment that says what and why. Names of the
// catalog stand in comments, so control characters are made visible: a name cannot end its line.

import { printable } from '../../core/printable.js';
import { uniqueSorted } from '../../core/order.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import type { SqlStep } from '../model.js';

export function scriptOf(title: string, steps: readonly SqlStep[]): string {
  const lines = [
    `-- ${printable(title)}`,
    '-- Stops at the first error, so that nothing is half done.',
    '\\set ON_ERROR_STOP on',
  ];
  let before: SqlStep | null = null;
  for (const step of steps) {
    if (before === null || before.segment !== step.segment) {
      if (before !== null && isTogether(before)) lines.push('COMMIT;');
      lines.push('', ...opening(step, before));
      if (isTogether(step)) lines.push('BEGIN;', "SET LOCAL search_path = '';");
    }
    lines.push('', ...comment(step), ...body(step));
    before = step;
  }
  if (before !== null && isTogether(before)) lines.push('COMMIT;');
  return `${lines.join('\n')}\n`;
}

/** `\connect` takes a connection string, in which backslash and quote are escaped, in psql's own quotes. */
function opening(step: SqlStep, before: SqlStep | null): readonly string[] {
  if (step.database === null || step.database === before?.database) return [];
  const value = step.database.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const conninfo = `dbname='${value}'`;
  const quoted = conninfo
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return [`\\connect -reuse-previous=on '${quoted}'`];
}

export function isTogether(step: SqlStep): boolean {
  return step.statements.every((each) => each.transactional);
}

export function comment(step: SqlStep): readonly string[] {
  const controls = uniqueSorted(step.because.map((each) => each.control));
  const threats = uniqueSorted(step.because.flatMap((each) => each.threats));
  return [
    `-- ${printable(step.title)} [${step.id}]`,
    ...(controls.length === 0
      ? []
      : [`--   because ${printable(controls.join(', '))}, against ${printable(threats.join(', '))}`]),
    ...step.hazards.map((hazard) => `--   hazard: ${printable(hazard)}`),
    ...(step.activation === 'none' ? [] : [`--   takes a ${step.activation}`]),
  ];
}

export function body(step: SqlStep): readonly string[] {
  const statements = step.statements.map((each) => `${each.sql.text};`);
  if (step.asRole === null) return statements;
  return [`SET LOCAL ROLE ${Ident.of(step.asRole).quoted};`, ...statements, 'RESET ROLE;'];
}

/** A value of postgresql.conf. */
export function confLiteral(value: string): string {
  return Literal.of(value).quoted.replace(/^E/u, '');
}
