// The figures that open the report: what is covered, proved, planned, waiting and open.

import { plural, type Figure, type Tone } from './blocks.js';
import { openRisksOf } from './open-risks.js';
import type { ReportDocument } from './plain.js';
import { evidenceOf, provedBy, tallyOf } from './tally.js';

export function figuresOf(document: ReportDocument): readonly Figure[] {
  return [...provedFigures(document), ...workFigures(document)];
}

function provedFigures(document: ReportDocument): readonly Figure[] {
  const threats = document.coverage.filter((row) => row.subject.kind === 'threat');
  const covered = threats.filter((row) => row.status === 'covered').length;
  const answered = threats.filter((row) => row.controls.length > 0).length;
  const gaps = threats.filter((row) => row.status === 'gap').length;
  const tally = tallyOf(document.evidence);
  const bad = tally.broken + tally.vacuous;
  const { controls } = document;
  const proved = controls.filter((control) => provedBy(tallyOf(evidenceOf(document, control.id))) === 'proved').length;
  return [
    {
      label: 'Threats with a control',
      value: `${answered} of ${threats.length}`,
      note: `${covered} with nothing left open, ${plural(gaps, 'gap')}`,
      tone: toneOf(gaps, threats.length - covered),
    },
    {
      label: 'Controls proved',
      value: `${proved} of ${controls.length}`,
      note: 'held, and leaked once removed',
      tone: toneOf(bad, controls.length - proved),
    },
    {
      label: 'Attacks that hold',
      value: `${tally.holds} of ${tally.total}`,
      note: `${bad} broken or vacuous, ${tally.notRun} not run`,
      tone: toneOf(bad, tally.notRun),
    },
  ];
}

function workFigures(document: ReportDocument): readonly Figure[] {
  const { findings, plan, candidates } = document;
  const critical = findings.filter((finding) => finding.severity === 'critical').length;
  const handedOff = plan.steps.filter((step) => step.handoff !== null).length;
  const risks = openRisksOf(document).length;
  return [
    { label: 'Findings in the source', value: String(findings.length), note: `${critical} critical`, tone: 'muted' },
    { label: 'Steps of the plan', value: String(plan.steps.length), note: `${handedOff} handed off`, tone: 'info' },
    {
      label: 'Decisions that wait',
      value: String(candidates.length),
      note: 'ADR candidates',
      tone: toneOf(0, candidates.length),
    },
    { label: 'Open risks', value: String(risks), note: 'each with what closes it', tone: toneOf(0, risks) },
  ];
}

function toneOf(failures: number, doubts: number): Tone {
  if (failures > 0) return 'bad';
  return doubts > 0 ? 'warn' : 'good';
}
