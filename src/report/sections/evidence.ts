// Verification: every attack with its control in force and with that control removed. Green means refused
// with, red means leaked without; both are needed.

import {
  callout,
  code,
  details,
  list,
  paragraph,
  part,
  plural,
  section,
  sqlBlock,
  table,
  mark,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import { anchorOf, evidenceAnchor } from '../anchor.js';
import type { ReportControl, ReportDocument, ReportEvidence } from '../plain.js';
import { evidenceOf, provedBy, tallyOf, tallyWords } from '../tally.js';
import { evidenceMark, observedWords, provedMark, yesNo } from '../words.js';

export function evidenceSection(document: ReportDocument): Section {
  const tally = tallyOf(document.evidence);
  return section('evidence', 'Verification evidence', [
    ...(document.proof.ran
      ? []
      : [callout('warn', 'Nothing was applied and nothing was attacked: every control below is an open risk.')]),
    paragraph(
      `${tallyWords(tally)}. An attack holds when it was refused with its control in force and leaked once that control was removed.`,
    ),
    ...document.controls.map((control) => controlBlock(document, control)),
    ...part('where', 'Where it was tried', whereBlocks(document)),
  ]);
}

function controlBlock(document: ReportDocument, control: ReportControl): Block {
  const rows = evidenceOf(document, control.id);
  const tally = tallyOf(rows);
  const proved = provedBy(tally);
  const statements = rows.filter((row) => row.statements.length > 0);
  return section(anchorOf('evidence', control.id), control.title, [
    details(
      [provedMark(proved), ` ${tallyWords(tally)} `, code(control.id)],
      [
        ...table(
          ['Attack', 'As', 'Expected', 'With the control', 'Without it', 'Status'],
          rows.map((row) => ({ id: evidenceAnchor(row.control, row.attack.id), cells: rowCells(row) })),
        ),
        ...(statements.length === 0
          ? []
          : [
              {
                kind: 'page-only' as const,
                block: details('Statements, to repeat', [sqlBlock(repeatText(statements))]),
              },
            ]),
      ],
      proved === 'failed',
    ),
  ]);
}

function rowCells(row: ReportEvidence): readonly Rich[] {
  const ran = row.status !== 'not-run';
  return [
    [row.attack.title, ' ', code(row.attack.id)],
    code(row.role),
    row.expected,
    ran ? mark(observedWords(row.observed), row.status === 'broken' ? 'bad' : 'good') : '–',
    ran ? mark(observedWords(row.withoutControl), row.status === 'vacuous' ? 'warn' : 'bad') : '–',
    row.reason === null ? evidenceMark(row.status) : [evidenceMark(row.status), ` ${row.reason}`],
  ];
}

function repeatText(rows: readonly ReportEvidence[]): string {
  return rows.map((row) => [`-- ${oneLine(row.attack.id)}`, ...row.statements.map(ended)].join('\n')).join('\n\n');
}

/** An id must not end its comment. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

function ended(statement: string): string {
  return /;\s*$/u.test(statement) ? statement : `${statement};`;
}

function whereBlocks(document: ReportDocument): readonly Block[] {
  const { proof } = document;
  const heldBack = proof.clones.flatMap((clone) => clone.heldBack);
  return [
    ...serverTables(document),
    ...list(proof.remarks),
    ...part('undo-differences', 'What undo left different', list(proof.undoDifferences)),
    ...missing(
      'not-cloned',
      'Not cloned',
      proof.clones.flatMap((clone) => clone.notCloned),
    ),
    ...missing('held-back', 'Held back: code of the source that must not run here', heldBack),
    ...missing('not-seeded', 'Not seeded', proof.notSeeded),
  ];
}

function serverTables(document: ReportDocument): readonly Block[] {
  const { servers, clones, secondPlanSteps, undoRestored } = document.proof;
  return [
    ...table(
      ['Server', 'Version', 'From'],
      servers.map((server) => [server.purpose, server.version, server.origin]),
    ),
    ...table(
      ['Database', 'Relations', 'Cloned', 'Not cloned', 'Held back'],
      clones.map((clone) => [
        code(clone.database),
        String(clone.relations),
        String(clone.cloned),
        String(clone.notCloned.length),
        String(clone.heldBack.length),
      ]),
    ),
    ...table(
      ['After applying', ''],
      [
        ['Steps of a second plan (must be 0)', secondPlanSteps === null ? 'not tried' : String(secondPlanSteps)],
        ['Undo restored the former state', undoRestored === null ? 'not tried' : yesNo(undoRestored)],
      ],
    ),
  ];
}

function missing(
  id: string,
  title: string,
  rows: readonly { readonly object: string; readonly reason: string }[],
): readonly Block[] {
  if (rows.length === 0) return [];
  const inner = table(
    ['Object', 'Reason'],
    rows.map((row) => [code(row.object), row.reason]),
  );
  return part(id, title, [details(plural(rows.length, 'object'), inner)]);
}
