// Every open risk of a run: what a control cannot show, what nobody proved, what could not be read or
// assessed. What is unproved is a risk, never a pass.

import { plural } from './blocks.js';
import type { OpenRisk } from '../controls/model.js';
import type { ReportControl, ReportDocument } from './plain.js';
import { evidenceOf, tallyOf } from './tally.js';

export type RiskParts = Pick<ReportDocument, 'controls' | 'openRisks' | 'evidence' | 'proof' | 'notAssessed' | 'run'>;

export function openRisksOf(parts: RiskParts): readonly OpenRisk[] {
  const all = [
    ...parts.openRisks,
    ...parts.controls.flatMap((control) => control.openRisks),
    ...parts.controls.flatMap((control) => unproved(parts, control)),
    ...unreadable(parts),
  ];
  return [...new Map(all.map((risk) => [`${risk.what}\u0000${risk.reason}`, risk])).values()];
}

function unproved(parts: RiskParts, control: ReportControl): readonly OpenRisk[] {
  const tally = tallyOf(evidenceOf(parts, control.id));
  const risk = (reason: string, closedBy: string): readonly OpenRisk[] => [
    { what: `Control ${control.id} is not proved`, reason, closedBy, threats: control.threats },
  ];
  if (tally.broken + tally.vacuous > 0) {
    return risk(
      `${plural(tally.broken + tally.vacuous, 'attack')} did not behave as they must`,
      'mend the control, then verify again',
    );
  }
  if (tally.holds === 0) {
    const reason = parts.proof.ran ? 'none of its attacks was run' : 'no scratch cluster ran its attacks';
    return risk(reason, 'pgrampart verify SOURCE --docs DIR');
  }
  if (tally.notRun === 0) return [];
  return [
    {
      what: `${plural(tally.notRun, 'attack')} of control ${control.id} did not run`,
      reason: reasonsOf(parts, control.id),
      closedBy: 'see the reason of each attack, then verify again',
      threats: control.threats,
    },
  ];
}

function reasonsOf(parts: RiskParts, control: string): string {
  const rows = evidenceOf(parts, control).filter((row) => row.status === 'not-run');
  return [...new Set(rows.map((row) => row.reason ?? 'no reason given'))].join('; ');
}

function unreadable(parts: RiskParts): readonly OpenRisk[] {
  return parts.run.unreadable.map((row) => ({
    what: `Section ${row.section} of the inventory was not read`,
    reason: row.reason,
    closedBy: 'read the source as a role that may, or supply the missing files',
    threats: [],
  }));
}
