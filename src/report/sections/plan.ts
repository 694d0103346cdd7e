// The remedy as an ordered plan: what each phase does, what goes to the owners of the schema as a
// migration, what each step locks and risks, and the way back.

import { canonicalJson } from '../../core/canonical-json.js';
import { PHASE_WORDS } from '../phase-words.js';
import {
  callout,
  code,
  details,
  mark,
  paragraph,
  part,
  plural,
  section,
  sqlBlock,
  table,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import { anchorOf } from '../anchor.js';
import { sqlText, type ReportDocument, type ReportStep } from '../plain.js';
import { groupBy } from '../statements.js';
import { asItems, controlLinks, objectCode } from '../words.js';

export function planSection(document: ReportDocument): Section {
  const { steps } = document.plan;
  const handedOff = steps.filter((step) => step.handoff !== null);
  return section('plan', 'Plan and hand-off', [
    paragraph([
      `${plural(steps.length, 'step')}, bound to the inventory `,
      code(document.plan.fingerprint.slice(0, 12)),
      `. ${plural(handedOff.length, 'step')} alter schema-owned objects and are handed off to `,
      code('postgres-schema-and-migration'),
      '; a real target gets them only when asked for.',
    ]),
    ...part('hand-off', 'Handed off', handOffTable(handedOff)),
    ...part('phases', 'Phases', [
      ...phaseTable([...groupBy(steps, (step) => step.phase).values()]),
      ...[...groupBy(steps, (step) => step.phase).values()].map((group): Block => ({
        kind: 'page-only',
        block: phaseBlock(group),
      })),
    ]),
    ...part('gate', 'What the applications change first', gateBlocks(document)),
    ...part('artifacts', 'Where the statements are', fileTable(document.run.files ?? [])),
    ...part('not-planned', 'What the plan could not do', blockedBlocks(document)),
  ]);
}

function handOffTable(steps: readonly ReportStep[]): readonly Block[] {
  const groups = groupBy(steps, (step) => canonicalJson([step.handoff?.component ?? null, step.kind]));
  return table(
    ['Component', 'Change', 'Steps', 'Why it is theirs'],
    [...groups.values()].flatMap((group): readonly (readonly Rich[])[] => {
      const handoff = group[0]?.handoff ?? null;
      if (handoff === null) return [];
      return [[handoff.component ?? 'not stated', group[0]?.kind ?? '', String(group.length), handoff.reason]];
    }),
  );
}

/** The plan stops before `enforce` until this is done. */
function gateBlocks({ plan }: ReportDocument): readonly Block[] {
  const gates = plan.gates ?? [];
  if (gates.length === 0) return [];
  return [
    paragraph([
      'Programs as they are keep working up to here. What stands behind it is run by ',
      code('pgrampart apply --pass-gate'),
      ', once they have changed:',
    ]),
    ...table(
      ['Object', 'What its programs have to do', 'Steps that enforce it'],
      gates.map((gate) => [objectCode(gate.object), gate.needs, String(gate.steps.length)]),
    ),
  ];
}

function phaseTable(phases: readonly (readonly ReportStep[])[]): readonly Block[] {
  return table(
    ['Phase', 'What it does', 'Steps', 'Handed off', 'Strongest lock', 'Needs', 'Without a way back'],
    phases.map((steps) => [
      mark(steps[0]?.phase ?? 'prepare', 'info'),
      PHASE_WORDS[steps[0]?.phase ?? 'prepare'],
      String(steps.length),
      String(steps.filter((step) => step.handoff !== null).length),
      steps.some((step) => step.lock === 'AccessExclusiveLock') ? 'AccessExclusiveLock' : 'weaker',
      neededBy(steps),
      String(steps.filter((step) => step.inverse === null).length),
    ]),
  );
}

function neededBy(steps: readonly ReportStep[]): string {
  if (steps.some((step) => step.activation === 'restart')) return 'restart';
  return steps.some((step) => step.activation === 'reload') ? 'reload' : '–';
}

function phaseBlock(steps: readonly ReportStep[]): Block {
  const phase = steps[0]?.phase ?? 'prepare';
  return details(
    [mark(phase, 'info'), ` ${plural(steps.length, 'step')}: ${PHASE_WORDS[phase]}`],
    table(
      ['Step', 'What', 'Lock', 'Hazards', 'Takes effect', 'Way back', 'Because'],
      steps.map((step) => ({ id: anchorOf('step', step.id), cells: stepCells(step) })),
    ).concat(
      steps.some((step) => step.action === 'sql') ? [details('Statements', [sqlBlock(statementsOf(steps))])] : [],
    ),
  );
}

function stepCells(step: ReportStep): readonly Rich[] {
  const effect = step.activation === 'none' ? 'at once' : step.activation;
  return [
    step.handoff === null ? code(step.id) : [code(step.id), ' ', mark('hand-off', 'muted')],
    step.asRole === null ? step.title : [step.title, ' (as ', code(step.asRole), ')'],
    step.lock,
    step.hazards.length === 0 ? '–' : step.hazards.join(' '),
    effect,
    step.inverse === null ? mark('none', 'warn') : 'yes',
    becauseCell(step),
  ];
}

const SHOWN_CONTROLS = 3;

function becauseCell(step: ReportStep): Rich {
  const controls = [...new Set(step.because.map((each) => each.control))];
  const more = controls.length - SHOWN_CONTROLS;
  if (controls.length === 0) return '–';
  return [...asItems(controlLinks(controls.slice(0, SHOWN_CONTROLS))), ...(more > 0 ? [`, and ${more} more`] : [])];
}

function statementsOf(steps: readonly ReportStep[]): string {
  return steps
    .flatMap((step) => (step.action === 'sql' ? step.statements.map((each) => `${sqlText(each.sql)};`) : []))
    .join('\n');
}

function fileTable(files: readonly string[]): readonly Block[] {
  return table(
    ['File'],
    files.map((file) => [code(file)]),
  );
}

function blockedBlocks(document: ReportDocument): readonly Block[] {
  const { blocked } = document.plan;
  if (blocked.length === 0) return [];
  return [
    callout('warn', 'Blocked: somebody else has to act first.'),
    ...table(
      ['Demand', 'Reason', 'Who can'],
      blocked.map((row) => [row.demand, row.reason, row.whoCan]),
    ),
  ];
}
