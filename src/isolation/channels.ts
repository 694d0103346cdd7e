// Every channel besides the relation's own rows.

import { judgeBeyondRows } from './channels/beyond-rows.js';
import { judgeCopies } from './channels/copies.js';
import { judgeFunctions } from './channels/functions.js';
import { judgeLeaks } from './channels/leaky.js';
import { judgeTrusted } from './channels/trusted.js';
import { judgeViews } from './channels/views.js';
import { judgeWriting } from './channels/writing.js';
import { unreadPart, type Judged, type Subject } from './rows-verdict.js';
import type { Solver } from './solver.js';

export async function judgeChannels(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  // The row verdicts say why; a channel over what was not read would be a guess.
  if (unreadPart(subject.world) !== null) return [];
  return [
    ...(await judgeViews(solver, subject)),
    ...(await judgeWriting(solver, subject)),
    ...(await judgeLeaks(solver, subject)),
    ...(await judgeFunctions(solver, subject)),
    ...(await judgeCopies(solver, subject)),
    ...(await judgeTrusted(solver, subject)),
    ...judgeBeyondRows(subject),
  ];
}
