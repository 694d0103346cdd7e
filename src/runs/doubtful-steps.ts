// Steps of which a journal does not say whether they hold, since the run was cut off between the statement and the note
// about it. A transaction's fate the server still knows; what is outside of one can be set again without harm.
// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT

import { OperationError } from '../core/operation-error.js';
import type { Step } from '../plan/index.js';
import type { Session } from '../session/index.js';
import { sql } from '../sql/sql.js';
import { stepText } from './apply-text.js';
import type { JournalFile } from './saved-plan.js';

export interface DoubtfulStep {
  readonly step: Step;
  /** `repeatable`: outside of a transaction, so nobody knows, and to do it again changes nothing. */
  readonly fate: 'committed' | 'never committed' | 'repeatable' | 'unknown';
  readonly transaction: string | null;
}

/** `steps`: of the run that the journal is about. @throws OperationError while its last transaction is still open */
export async function settleDoubts(
  journal: JournalFile,
  steps: readonly Step[],
  open: () => Promise<Session>,
): Promise<readonly DoubtfulStep[]> {
  const doubts = new Map(journal.running.map((id) => [id, journal.transaction ?? null]));
  for (const { step, status, transaction } of journal.entries)
    if (status === 'in-doubt') doubts.set(step, transaction ?? null);
  const fates = await fatesOf(new Set([...doubts.values()].flatMap((each) => each ?? [])), open);
  return steps.flatMap((step): readonly DoubtfulStep[] => {
    const transaction = doubts.get(step.id);
    if (transaction === undefined) return [];
    if (!isTransactional(step)) return [{ step, fate: 'repeatable', transaction }];
    // Without a number COMMIT was not sent.
    return [
      { step, fate: transaction === null ? 'never committed' : (fates.get(transaction) ?? 'unknown'), transaction },
    ];
  });
}

export function isTransactional(step: Step): boolean {
  return step.action === 'sql' && step.statements.every((each) => each.transactional);
}

async function fatesOf(
  transactions: ReadonlySet<string>,
  open: () => Promise<Session>,
): Promise<ReadonlyMap<string, DoubtfulStep['fate']>> {
  const fates = new Map<string, DoubtfulStep['fate']>();
  if (transactions.size === 0) return fates;
  const session = await open();
  try {
    for (const transaction of transactions) fates.set(transaction, await fateOf(transaction, session));
  } finally {
    await session.close();
  }
  return fates;
}

async function fateOf(transaction: string, session: Session): Promise<DoubtfulStep['fate']> {
  // A number of the future (another server, an older backup) is an error, one that is long gone is null.
  const answer = await session.attempt(sql`SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8)`, [transaction]);
  const status = answer.ok ? answer.value.rows[0]?.[0] : null;
  if (status === 'committed') return 'committed';
  if (status === 'aborted') return 'never committed';
  if (status !== 'in progress') return 'unknown';
  throw new OperationError({
    code: 'lock',
    what: `the run that was cut off is still at work on the server: transaction ${transaction} is open`,
    fix: `wait until it has ended, or end it (pg_stat_activity, backend_xid ${transaction}), then undo again`,
  });
}

/** For whoever was not there: one line a step, in the order of the run. */
export function doubtLines(doubts: readonly DoubtfulStep[], run: 'apply' | 'undo'): readonly string[] {
  if (doubts.length === 0) return [];
  return [
    `${run} was cut off before it could note what became of ${doubts.length} ${doubts.length === 1 ? 'step' : 'steps'}. The server was asked:`,
    ...doubts.map((doubt) => `  ${lineOf(doubt, run)}`),
  ];
}

function lineOf({ step, fate, transaction }: DoubtfulStep, run: 'apply' | 'undo'): string {
  const text = stepText(step);
  switch (fate) {
    case 'committed':
      return `is there    ${text}: transaction ${transaction ?? ''} was committed${run === 'apply' ? '; it goes back with the rest' : ''}`;
    case 'never committed':
      return `is not      ${text}: it was never committed${run === 'apply' ? '; there is nothing to take back' : '; it is done now'}`;
    case 'repeatable':
      return `either      ${text}: it is taken back in any case, which does no harm if it was never done`;
    case 'unknown':
      return `IN DOUBT    ${text}: the server no longer knows transaction ${transaction ?? ''}; left as it is, look whether it holds`;
  }
}
