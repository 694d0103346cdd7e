// The controls of one design area: what each enforces and where, what it counters, its evidence, what is
// left, who gets past it, and the notes of its design.

import { canonicalJson } from '../../core/canonical-json.js';
import { link, list, part, strong, table, type Block, type Inline, type Rich } from '../blocks.js';
import { anchorOf } from '../anchor.js';
import type { ReportControl, ReportDocument } from '../plain.js';
import { controlsIn, evidenceOf, provedBy, tallyOf, tallyWords } from '../tally.js';
import { asItems, provedMark, sourcesRich, threatLinks } from '../words.js';

export function areaBlocks(document: ReportDocument, area: ReportControl['area']): readonly Block[] {
  const controls = controlsIn(document, [area]);
  return [
    ...table(
      ['Control', 'Counters', 'Enforced at', 'Evidence', 'Residual risk'],
      controls.map((control) => ({ id: anchorOf('control', control.id), cells: controlCells(document, control) })),
    ),
    ...bypassBlocks(area, controls),
    ...noteBlocks(document, area, controls),
  ];
}

const SHOWN_PLACES = 6;

function controlCells(document: ReportDocument, control: ReportControl): readonly Rich[] {
  const tally = tallyOf(evidenceOf(document, control.id));
  const places = control.enforcedAt.slice(0, SHOWN_PLACES);
  const more = control.enforcedAt.length - places.length;
  return [
    [strong(control.title), ` (${control.id})`],
    threatLinks(control.threats),
    [places.length === 0 ? '–' : places.join(', '), ...(more > 0 ? [`, and ${more} more`] : [])],
    [provedMark(provedBy(tally)), ' ', link(tallyWords(tally), anchorOf('evidence', control.id))],
    control.residual,
  ];
}

function bypassBlocks(area: string, controls: readonly ReportControl[]): readonly Block[] {
  const rows = controls.flatMap((control) => control.bypass.map((text): readonly Rich[] => [text, control.id]));
  return part(`${area}-bypass`, 'Who or what gets past it', table(['Bypass', 'Control'], mergeByFirst(rows)));
}

/** The same bypass named by several controls is one line. */
function mergeByFirst(rows: readonly (readonly Rich[])[]): readonly (readonly Rich[])[] {
  const merged = new Map<string, string[]>();
  for (const [what, control] of rows) {
    if (typeof what !== 'string' || typeof control !== 'string') continue;
    const known = merged.get(what) ?? [];
    merged.set(what, [...known, control]);
  }
  return [...merged].map(([what, ids]) => [
    what,
    ids.map((id): Inline => link(id, anchorOf('control', id))).flatMap(spaced),
  ]);
}

function spaced(inline: Inline, index: number): readonly (string | Inline)[] {
  return index === 0 ? [inline] : [', ', inline];
}

/** Two controls may note the same thing, for instance the route of an event that both record. */
function distinct(notes: ReportControl['notes']): ReportControl['notes'] {
  return [...new Map(notes.map((note) => [canonicalJson([note.title, note.text]), note])).values()];
}

function noteBlocks(
  document: ReportDocument,
  area: ReportControl['area'],
  controls: readonly ReportControl[],
): readonly Block[] {
  const own = document.notes.filter((note) => note.area === area);
  const notes = distinct([...controls.flatMap((control) => control.notes), ...own]);
  const items = notes.map((note): Rich => [
    strong(note.title),
    `: ${note.text}`,
    ...(note.sources.length === 0 ? [] : [' (', ...asItems(sourcesRich(note.sources)), ')']),
  ]);
  return part(`${area}-notes`, 'Design notes', list(items));
}
