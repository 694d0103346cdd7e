// Rules for a terminal: a table in file order, lines that never decide, lines the server refuses, and the
// decision that was asked. Credentials among the options are masked.

import { printable } from '../core/printable.js';
import { MASKED } from '../inventory/section.js';
import { renderHba, type HbaAttempt, type HbaDecision, type HbaRule, type ShadowedRule } from '../pg/hba/index.js';
import type { HbaSource } from './hba-source.js';

const SECRET_OPTIONS: ReadonlySet<string> = new Set(['ldapbindpasswd', 'radiussecrets']);

/** The rule without its credentials. */
export function safeRule(rule: HbaRule): HbaRule {
  const options = rule.options.map((each) => (SECRET_OPTIONS.has(each.name) ? { ...each, value: MASKED } : each));
  return { ...rule, options };
}

export function hbaText(
  source: HbaSource,
  shadowed: readonly ShadowedRule[],
  attempt: HbaAttempt | null,
  decision: HbaDecision | null,
): string {
  const by = new Map(shadowed.map((each) => [each.rule, each.by]));
  const rows = source.rules.map((rule) => {
    const dead = by.get(rule);
    const idle = source.idle.get(rule);
    const note = idle === undefined ? '' : `cannot match now: ${printable(idle)}`;
    return [
      placeOf(rule),
      ruleText(rule, source.major),
      dead === undefined ? note : `never decides: ${placeOf(dead)} does`,
    ];
  });
  const lines = [
    ...table(rows),
    ...source.errors.map((error) => printable(`error ${error.file}:${error.line}: ${error.message}`)),
    ...(source.errors.length === 0 ? [] : ['With such a line the server keeps the rules it has, or does not start.']),
    ...(attempt === null || decision === null ? [] : ['', ...decisionLines(attempt, decision, source.major)]),
  ];
  return `${lines.join('\n')}\n`;
}

function decisionLines(attempt: HbaAttempt, decision: HbaDecision, major: number): readonly string[] {
  const way = attempt.type === 'local' ? 'the Unix socket' : `${attempt.address}, ${attempt.tls ? 'TLS' : 'no TLS'}`;
  const what = attempt.replication === false ? `database ${attempt.database}` : 'replication';
  const asked = printable(`${attempt.user} to ${what} from ${way}`);
  if (decision.kind === 'implicit-reject') return [`${asked}: refused`, `    ${decision.why}`];
  const { method } = decision.rule;
  const verdict =
    decision.kind === 'undecided' ? 'not certain' : method === 'reject' ? 'refused' : `admitted with ${method}`;
  return [`${asked}: ${verdict}`, `    ${printable(decision.why)}`, `    ${ruleText(decision.rule, major)}`];
}

function placeOf(rule: HbaRule): string {
  return `${rule.file.split('/').at(-1) ?? rule.file}:${rule.line}`;
}

function ruleText(rule: HbaRule, major: number): string {
  const rendered = renderHba([safeRule(rule)], major);
  return printable(rendered.ok ? rendered.value.trimEnd().replaceAll(/\s+/gu, ' ') : `${rule.type} … ${rule.method}`);
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
