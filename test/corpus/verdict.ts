// What a measurement must show, and the table that is kept of it. No text of the corpus gets into the table:
// names of schemas, counts and short reasons only.

import type { Measurement } from './measure.js';

/** One sentence for each expectation that is not met; empty when all are. */
export function shortcomings(row: Measurement): readonly string[] {
  const { attacks, tenants } = row;
  const found: string[] = [];
  if (row.cloned < row.cloneable * 0.95) found.push(`only ${row.cloned} of ${row.cloneable} relations were cloned`);
  if (row.steps === 0) found.push('the plan is empty');
  if (!row.ran) found.push('nothing was proved');
  if (row.secondPlan !== 0) found.push(`a second plan has ${row.secondPlan ?? 'unknown'} steps`);
  if (row.undoDifferences.length > 0) found.push(`undo leaves ${row.undoDifferences.length} differences`);
  if (tenants.attacked < tenants.stated)
    found.push(`${tenants.stated - tenants.attacked} of ${tenants.stated} tenant tables were not attacked`);
  if (attacks.broken > 0) found.push(`${attacks.broken} attacks are broken`);
  if (attacks.vacuous > 0) found.push(`${attacks.vacuous} attacks are vacuous`);
  if (row.commands.plan.steps === 0) found.push('`plan` by itself has no steps');
  return found;
}

export type Measured = Measurement & { readonly mebibytes: number };
export type Outcome = Measured | { readonly schema: string; readonly failed: string };

const COLUMNS = [
  'Schema',
  'Relations',
  'Cloned',
  'Not read',
  'Not cloned',
  'Tenant tables: stated / seeded / attacked',
  'Attacks: hold / broken / vacuous / not run',
  'Steps',
  'Second plan',
  'Undo',
  'Seconds',
  'Exit',
  'MiB',
] as const;

const COMMANDS = ['Schema', '`inventory` exit', 'kB', '`assess` exit', 'findings', '`plan` exit', 'steps'] as const;

export function cells(outcome: Outcome): readonly string[] {
  if ('failed' in outcome) return [outcome.schema, 'did not come to its end', ...COLUMNS.slice(2).map(() => '')];
  const { tenants, attacks, undoDifferences } = outcome;
  return [
    outcome.schema,
    String(outcome.relations),
    `${outcome.cloneable === 0 ? 100 : Math.floor((outcome.cloned / outcome.cloneable) * 1000) / 10} %`,
    String(outcome.notRead.length),
    String(outcome.notCloned.length),
    `${tenants.stated} / ${tenants.seeded} / ${tenants.attacked}`,
    `${attacks.holds} / ${attacks.broken} / ${attacks.vacuous} / ${attacks.notRun}`,
    String(outcome.steps),
    outcome.secondPlan === 0 ? 'empty' : `${outcome.secondPlan ?? 'unknown'} steps`,
    undoDifferences.length === 0 ? 'restores' : `${undoDifferences.length} differ`,
    String(Math.round(outcome.seconds)),
    String(outcome.exit),
    String(outcome.mebibytes),
  ];
}

export function resultsPage(outcomes: readonly Outcome[], major: number): string {
  const done = outcomes.filter((each): each is Measured => !('failed' in each));
  const table = [line(COLUMNS), line(COLUMNS.map(() => '---')), ...outcomes.map((each) => line(cells(each)))];
  return [
    '# The main job on real schemas',
    '',
    `Written by \`npm run corpus\`: each schema on PostgreSQL ${major}, with documents of our own (test/corpus/documents).`,
    '*Attacked*: at least one attack was refused with the control in force and leaked with it taken away. Seconds run from',
    'the first read of the source to the report, on a shared machine.',
    '',
    ...table,
    '',
    totals(outcomes, done),
    '',
    '## Each command by itself',
    '',
    'On the live source, with the same documents; `assess` with `--fail-on high`. Exit codes: 0 clean, 1 findings at or',
    'over the threshold, 3 parts wait for an answer or for somebody else.',
    '',
    line(COMMANDS),
    line(COMMANDS.map(() => '---')),
    ...done.map(({ schema, commands: { inventory, assess, plan } }) =>
      line([
        schema,
        ...[inventory.exit, inventory.kilobytes, assess.exit, assess.findings, plan.exit, plan.steps].map(String),
      ]),
    ),
    '',
    '## Not as it should be',
    '',
    ...listOr(done.flatMap((row) => shortcomings(row).map((text) => `- ${row.schema}: ${text}`))),
    '',
    '## Why: attacks that did not hold, tables that were missed',
    '',
    ...listOr(done.flatMap(reasons)),
    '',
    '## Not loaded, not read, not cloned',
    '',
    ...listOr(done.flatMap(absences)),
    '',
  ].join('\n');
}

function line(values: readonly string[]): string {
  return `| ${values.join(' | ')} |`;
}

function totals(outcomes: readonly Outcome[], done: readonly Measured[]): string {
  const sum = (of: (row: Measured) => number): number => done.reduce((total, row) => total + of(row), 0);
  return (
    `**${done.length} of ${outcomes.length} schemas ran to the end**: ${sum((row) => row.relations)} relations, ` +
    `${sum((row) => row.cloned)} of ${sum((row) => row.cloneable)} cloned; ` +
    `${sum((row) => row.tenants.attacked)} of ${sum((row) => row.tenants.stated)} tenant tables attacked; ` +
    `${sum((row) => row.attacks.all)} attacks: ${sum((row) => row.attacks.holds)} hold, ${sum((row) => row.attacks.broken)} broken, ` +
    `${sum((row) => row.attacks.vacuous)} vacuous, ${sum((row) => row.attacks.notRun)} not run.`
  );
}

function reasons({ schema, trouble, tenants }: Measured): readonly string[] {
  const missed = tenants.missed.length === 0 ? [] : [`- ${schema}: tenant tables missed: ${tenants.missed.length}`];
  const groups = new Map<string, number>();
  for (const { status, reason, count } of trouble) {
    const text = `${status}: ${withoutNames(reason)}`;
    groups.set(text, (groups.get(text) ?? 0) + count);
  }
  return [...missed, ...[...groups].map(([text, count]) => `- ${schema}: ${count} ${text}`)];
}

function absences({ schema, refused, notRead, notCloned, heldBack }: Measured): readonly string[] {
  const groups = new Map<string, number>();
  const note = (text: string): void => {
    groups.set(text, (groups.get(text) ?? 0) + 1);
  };
  for (const text of refused) note(`not loaded: ${withoutNames(text)}`);
  for (const text of notRead) note(`not read: ${withoutNames(text)}`);
  for (const { object, reason } of notCloned) note(`not cloned: ${kindOf(object)}: ${withoutNames(reason)}`);
  for (const { object, reason } of heldBack) note(`held back: ${kindOf(object)}: ${withoutNames(reason)}`);
  return [...groups].map(([text, count]) => `- ${schema}: ${count} ${text}`);
}

function kindOf(object: string): string {
  return object.split(' ')[0] ?? '';
}

/** The names of other people's objects and values stay out. */
function withoutNames(text: string): string {
  return text
    .replaceAll(/"[^"]*"/gu, '…')
    .replaceAll(/\b[a-z_][\w$]*\.[\w$.]+(\([^)]*\))?/gu, '…')
    .replaceAll(/\b(function|routine|trigger) [\w$]+\([^)]*\)/gu, '$1 …')
    .slice(0, 200);
}

function listOr(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['Nothing.'] : lines;
}
