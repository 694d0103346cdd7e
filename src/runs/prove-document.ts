// What `prove` prints: its JSON (schemas/prove.schema.json) and a reading for people.

import { printable } from '../core/printable.js';
import type { Candidate, Verdict } from '../isolation/verdict.js';

export interface ProveDocument {
  readonly formatVersion: '1.0';
  readonly verdicts: readonly (Verdict & { readonly script?: string })[];
  readonly summary: Readonly<Record<'proved' | 'refuted' | 'unknown' | 'no-access', number>>;
}

export function proveDocument(verdicts: readonly Verdict[]): ProveDocument {
  const summary = { proved: 0, refuted: 0, unknown: 0, 'no-access': 0 };
  for (const each of verdicts) summary[each.verdict] += 1;
  return {
    formatVersion: '1.0',
    verdicts: verdicts.map((each) =>
      each.counterexample === undefined
        ? each
        : { ...each, script: each.replay?.script ?? scriptOf(each.counterexample) },
    ),
    summary,
  };
}

export function proveText({ verdicts, summary }: ProveDocument): string {
  const lines = verdicts.flatMap((each) => [
    `${each.verdict.padEnd(9)} ${each.relation.join('.')} ${each.command} as ${each.role} (${each.channel})`,
    ...(each.verdict === 'proved' || each.verdict === 'no-access' ? [] : [`          ${each.reason}`]),
    ...(each.verdict === 'refuted' && each.replay !== undefined ? [`          replayed: ${each.replay.observed}`] : []),
    ...(each.verdict === 'refuted' && each.edit !== undefined ? [`          to close: ${each.edit}`] : []),
  ]);
  const counts = Object.entries(summary).map(([kind, count]) => `${count} ${kind}`);
  return `${[...lines, counts.join(', ')].map((line) => printable(line)).join('\n')}\n`;
}

/** The counterexample as SQL: rows first, then what the session does. */
export function scriptOf(candidate: Candidate): string {
  const { session, rows, command, relation, writes } = candidate;
  const stored = rows.filter((row) => !row.temporary).map((row) => insert(row.relation, row.values));
  const own = rows
    .filter((row) => row.temporary)
    .flatMap((row) => [
      `CREATE TEMPORARY TABLE ${ident(row.relation[1])} (LIKE ${name(row.relation)});`,
      insert(['pg_temp', row.relation[1]], row.values),
    ]);
  return [
    '-- as a role that policies do not bind:',
    ...stored,
    `SET SESSION AUTHORIZATION ${ident(session.role)};`,
    'BEGIN;',
    ...Object.entries(session.settings).map(
      ([key, value]) => `SELECT set_config(${literal(key)}, ${literal(value)}, true);`,
    ),
    ...own,
    ...(session.setRole === null ? [] : [`SET LOCAL ROLE ${ident(session.setRole)};`]),
    statement(command, relation, writes),
    'ROLLBACK;',
  ].join('\n');
}

function statement(
  command: Candidate['command'],
  relation: readonly [string, string],
  writes: Candidate['writes'],
): string {
  const table = name(relation);
  if (command === 'insert') return insert(relation, writes ?? {});
  if (command === 'delete') return `DELETE FROM ${table};`;
  if (command === 'select') return `SELECT * FROM ${table};`;
  const set = Object.entries(writes ?? {}).map(([column, value]) => `${ident(column)} = ${literal(value)}`);
  return `UPDATE ${table} SET ${set.length === 0 ? '…' : set.join(', ')};`;
}

function insert(relation: readonly [string, string], values: Readonly<Record<string, string | null>>): string {
  const entries = Object.entries(values);
  if (entries.length === 0) return `INSERT INTO ${name(relation)} DEFAULT VALUES;`;
  const columns = entries.map(([column]) => ident(column)).join(', ');
  return `INSERT INTO ${name(relation)} (${columns}) VALUES (${entries.map(([, value]) => literal(value)).join(', ')});`;
}

function name(relation: readonly [string, string]): string {
  return relation.map(ident).join('.');
}

function ident(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function literal(text: string | null): string {
  if (text === null) return 'NULL';
  const doubled = text.replaceAll("'", "''");
  return doubled.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
