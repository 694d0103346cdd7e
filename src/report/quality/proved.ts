// What the evidence says about a group of controls or attacks.

import { plural } from '../blocks.js';
import type { ReportControl, ReportEvidence } from '../plain.js';
import { controlsIn, tallyOf } from '../tally.js';
import { gap, met, openRisk, type Parts, type Remark } from './answer.js';

export interface AreaProof {
  readonly remarks: readonly Remark[];
  /** Rows that hold, to point at. */
  readonly evidence: readonly ReportEvidence[];
}

/** Every control of the area must have evidence that holds, and none that is broken, vacuous or not run. */
export function proofOfArea(parts: Parts, area: ReportControl['area'], what: string): AreaProof {
  const controls = controlsIn(parts, [area]);
  if (controls.length === 0) return { remarks: [absent(parts, area, what)], evidence: [] };
  const ids = new Set(controls.map((control) => control.id));
  const rows = parts.evidence.filter((row) => ids.has(row.control));
  const silent = controls.filter(
    (control) => !rows.some((row) => row.control === control.id && row.status === 'holds'),
  );
  const remarks = [...proofOfRows(rows, what)];
  if (silent.length > 0 && rows.length > 0) {
    remarks.push(openRisk(`No evidence holds for ${silent.map((control) => control.id).join(', ')}.`));
  }
  return { remarks, evidence: rows.filter((row) => row.status === 'holds') };
}

function absent(parts: Parts, area: string, what: string): Remark {
  const waits = parts.blocked.length > 0 ? ` ${plural(parts.blocked.length, 'demand')} of this run are blocked.` : '';
  return gap(`No control of the area ${area} was designed for ${what}.${waits}`);
}

export function proofOfRows(rows: readonly ReportEvidence[], what: string): readonly Remark[] {
  const tally = tallyOf(rows);
  const bad = tally.broken + tally.vacuous;
  if (bad > 0) return [gap(`${plural(bad, 'attack')} on ${what} did not behave as they must.`)];
  if (tally.holds === 0) return [openRisk(`No attack on ${what} was run.`)];
  const held = met(`${plural(tally.holds, 'attack')} on ${what} failed with the control and succeeded without it.`);
  return tally.notRun === 0 ? [held] : [held, openRisk(`${plural(tally.notRun, 'attack')} on ${what} did not run.`)];
}
