// Threat → control, and control → threat: what is countered where, what is left, what is missing and what
// nothing asks for.

import {
  callout,
  lineBreak,
  link,
  list,
  mark,
  part,
  plural,
  section,
  table,
  type Block,
  type Inline,
  type Rich,
  type Section,
} from '../blocks.js';
import { anchorOf } from '../anchor.js';
import { openRisksOf } from '../open-risks.js';
import type { ReportDocument } from '../plain.js';
import { asItems, controlLinks, coverageMark, provedMark, severityMark, sourcesRich, threatLinks } from '../words.js';
import { evidenceOf, provedBy, tallyOf } from '../tally.js';

type Row = ReportDocument['coverage'][number];
type OpenRisk = ReportDocument['openRisks'][number];

export function coverageSection(document: ReportDocument): Section {
  const risks = openRisksOf(document);
  const gaps = document.coverage.filter((row) => row.status === 'gap');
  return section('coverage', 'Threat → control coverage', [
    ...(gaps.length === 0
      ? []
      : [callout('bad', `Without a control: ${gaps.map((row) => row.subject.id).join(', ')}.`)]),
    ...table(
      ['Threat or boundary', 'Severity', 'Status', 'Controls', 'Enforced at', 'Residual risk'],
      document.coverage.map((row) => ({
        id: anchorOf(row.subject.kind, row.subject.id),
        cells: cellsOf(document, row, risks),
      })),
    ),
    ...part('controls-to-threats', 'Control → threat', controlTable(document)),
    ...part('removable', 'Removable: protects, but no threat asks for it', removableBlocks(document)),
  ]);
}

function cellsOf(document: ReportDocument, row: Row, risks: readonly OpenRisk[]): readonly Rich[] {
  const threat =
    row.subject.kind === 'threat' ? document.threats.find((each) => each.id === row.subject.id) : undefined;
  const places = [...new Set(row.controls.flatMap((control) => control.enforcedAt))];
  const residual = [...new Set(row.controls.map((control) => control.residual))];
  return [
    [
      { kind: 'strong', text: row.subject.id },
      ` ${titleOf(document, row)}`,
      ...(threat === undefined ? [] : originOf(threat)),
    ],
    threat?.severity === undefined || threat.severity === null ? '–' : severityMark(threat.severity),
    [
      coverageMark(row.status),
      ...(row.reason === null || row.reason === threat?.residual ? [] : [lineBreak, row.reason]),
      ...leftOpen(document, row, risks),
    ],
    row.controls.length === 0 ? '–' : controlLinks(row.controls.map((control) => control.id)),
    placesText(places),
    residualText(threat?.residual ?? null, residual),
  ];
}

/** What keeps the row from being covered, and where it is told. */
function leftOpen(document: ReportDocument, { subject }: Row, open: readonly OpenRisk[]): readonly (string | Inline)[] {
  const crossing = document.threats.filter((threat) => threat.boundary === subject.id).map((threat) => threat.id);
  const threats = subject.kind === 'threat' ? [subject.id] : crossing;
  const concerns = (each: { readonly threats: readonly string[] }): boolean =>
    threats.some((id) => each.threats.includes(id));
  const risks = open.filter(concerns).length;
  const waiting = document.blocked.filter(concerns).length;
  return [
    ...(risks === 0 ? [] : [lineBreak, link(plural(risks, 'open risk'), 'open-risks')]),
    ...(waiting === 0 ? [] : [lineBreak, link(`${waiting} blocked`, 'blocked')]),
  ];
}

/** A boundary is often named by its id alone: its two sides say more. */
function titleOf(document: ReportDocument, row: Row): string {
  if (row.title !== row.subject.id) return row.title;
  const boundary = document.boundaries.find((each) => each.id === row.subject.id);
  if (boundary === undefined || boundary.from === null || boundary.to === null) return '';
  return `${boundary.from} → ${boundary.to}`;
}

function originOf(threat: ReportDocument['threats'][number]): readonly (string | Inline)[] {
  return [lineBreak, ...asItems(sourcesRich([threat.source]))];
}

const SHOWN_PLACES = 5;

function placesText(places: readonly string[]): string {
  if (places.length === 0) return '–';
  const shown = places.slice(0, SHOWN_PLACES).join(', ');
  return places.length > SHOWN_PLACES ? `${shown}, and ${places.length - SHOWN_PLACES} more` : shown;
}

/** The documents' own words come first; a control's words only where the documents have none. */
function residualText(stated: string | null, ofControls: readonly string[]): Rich {
  if (stated !== null && stated !== '') return stated;
  return ofControls.length === 0 ? '–' : ofControls.slice(0, 2).join(' ');
}

function controlTable(document: ReportDocument): ReturnType<typeof table> {
  return table(
    ['Control', 'Threats', 'Boundaries', 'Proof'],
    document.controls.map((control) => [
      link(control.id, anchorOf('control', control.id)),
      threatLinks(control.threats),
      control.boundaries.length === 0 ? '–' : control.boundaries.join(', '),
      provedMark(provedBy(tallyOf(evidenceOf(document, control.id)))),
    ]),
  );
}

function removableBlocks(document: ReportDocument): ReturnType<typeof list> {
  return list(
    document.removable.map((item): Rich => [
      mark('removable', 'info'),
      ` ${item.what}: ${item.reason} `,
      { kind: 'code', text: item.statement },
    ]),
  );
}

/** The matrix alone, where there is no report around it to link to. */
export function coverageTable(rows: ReportDocument['coverage']): readonly Block[] {
  return table(
    ['Threat or boundary', 'Status', 'Controls', 'Reason'],
    rows.map((row) => [
      [{ kind: 'strong', text: row.subject.id }, ` ${row.title}`],
      coverageMark(row.status),
      row.controls.length === 0 ? '–' : row.controls.map((control) => control.id).join(', '),
      row.reason ?? '–',
    ]),
  );
}
