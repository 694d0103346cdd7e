// What `apply` and `undo` say: what would happen, or what became of the steps.

import { printable } from '../core/printable.js';
import type { ApplyResult } from '../apply/index.js';
import type { Plan, Step } from '../plan/index.js';
import { changeExit } from './change-exit.js';
import type { ExitCode } from './exit-code.js';

export interface ChangeOutcome {
  readonly exit: ExitCode;
  readonly result: string;
}

export interface DryRunWords {
  readonly hostFiles: boolean;
}

export function dryRunText(plan: Plan, held: ReadonlyMap<Step, string>, fits: boolean, run: DryRunWords): string {
  const rows = plan.steps.map((step) => {
    const byHand =
      step.action === 'file' && !run.hostFiles ? `${step.file} is put in place by hand (--host-files)` : undefined;
    const reason = held.get(step) ?? byHand;
    return reason === undefined
      ? `  would run   ${stepText(step)}`
      : `  held back   ${stepText(step)}: ${printable(reason)}`;
  });
  const runs = rows.filter((row) => row.startsWith('  would run')).length;
  const blocked = plan.blocked.length === 0 ? [] : [`${plan.blocked.length} demands are blocked: see the plan`];
  const fit = fits
    ? 'The target is the one that the plan was made for.'
    : 'The target is not the one that the plan was made for (or it was read as another role): plan again.';
  return `${[...rows, `${runs} of ${plan.steps.length} steps would run`, ...blocked, fit, 'Nothing was changed. To do it: --yes'].join('\n')}\n`;
}

/** A failure's own words stand in the journal, with the step that failed. */
export function applySummary(result: ApplyResult, journal: string): ChangeOutcome {
  const count = (status: string): number => result.journal.filter((entry) => entry.status === status).length;
  const doubt = count('in-doubt');
  const lines = [
    `applied     ${count('applied')} of ${result.journal.length} steps`,
    ...(count('unapplied') > 0 ? [`not applied ${count('unapplied')}: each with its reason in the journal`] : []),
    ...(doubt > 0 ? [`in doubt    ${doubt}: the connection broke while committing; read the cluster again`] : []),
    ...(result.waitsForRestart ? ['restart     settings wait for a restart of the server'] : []),
    ...(result.failure === null
      ? []
      : [`stopped     ${printable(result.failure.message)}`, `fix         ${printable(result.failure.fix)}`]),
    `journal     ${journal}`,
  ];
  const waiting = count('unapplied') + (result.waitsForRestart ? 1 : 0);
  return { exit: changeExit(result.failure === null, waiting), result: `${lines.join('\n')}\n` };
}

export function stepText(step: Step): string {
  const where = step.database === null ? '' : ` in ${step.database}`;
  return printable(`${step.id} ${step.title}${where}`);
}
