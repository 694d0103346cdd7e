// Every channel besides the relation's own rows.

import { judgeBeyondRows } from './channels/beyond-rows.js';
import { settled, verdictBase } from './channels/channel.js';
import { judgeCopies } from './channels/copies.js';
import { judgeFunctions } from './channels/functions.js';
import { judgeLeaks } from './channels/leaky.js';
import { judgePublications } from './channels/publications.js';
import { judgeTrusted } from './channels/trusted.js';
import { judgeViews } from './channels/views.js';
import { judgeWriting } from './channels/writing.js';
import type { Judged, Subject } from './rows-verdict.js';
import type { Solver } from './solver.js';
import { unreadPart } from './unread.js';

export async function judgeChannels(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  // The row verdicts say why; a channel over what was not read would be a guess.
  if (unreadPart(subject.world) !== null) return [];
  return [
    ...unreadChannels(subject),
    ...(await judgeViews(solver, subject)),
    ...(await judgeWriting(solver, subject)),
    ...(await judgeLeaks(solver, subject)),
    ...(await judgeFunctions(solver, subject)),
    ...(await judgeCopies(solver, subject)),
    ...(await judgeTrusted(solver, subject)),
    ...judgeBeyondRows(subject),
    ...(await judgePublications(solver, subject)),
  ];
}

/** A channel over what could not be read is unknown, and not simply absent. */
function unreadChannels(subject: Subject): readonly Judged[] {
  const { routines, triggers, rules, constraints, sequences, publications } = subject.world.database;
  const parts = [
    ['function', routines],
    ['trigger', triggers],
    ['rule', rules],
    ['oracle', constraints],
    ['sequence', sequences],
    ['publication', publications],
  ] as const;
  return parts.flatMap(([channel, section]) =>
    section.status === 'read'
      ? []
      : [settled(verdictBase(subject, channel), 'unknown', `it could not be read: ${section.reason}`)],
  );
}
