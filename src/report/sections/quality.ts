// The specification's quality checks, each answered with evidence, a stated source, or an open risk.

import { lineBreak, link, plural, section, table, type Inline, type Rich, type Section } from '../blocks.js';
import { anchorOf } from '../anchor.js';
import type { ReportDocument } from '../plain.js';
import { verdictMark } from '../words.js';

const SHOWN = 3;

export function qualitySection(document: ReportDocument): Section {
  return section('quality', 'Quality checks', [
    ...table(
      ['Check', 'Answer', 'Because', 'Evidence'],
      document.quality.map((answer) => [
        answer.text,
        verdictMark(answer.verdict),
        answer.because.flatMap((text, index): readonly (string | Inline)[] =>
          index === 0 ? [text] : [lineBreak, text],
        ),
        evidenceCell(document, answer.evidence),
      ]),
    ),
  ]);
}

/** Pointers are `control/attack`; a few of them and their number are enough to check one. */
function evidenceCell(document: ReportDocument, pointers: readonly string[]): Rich {
  if (pointers.length === 0) return '–';
  const known = new Set(document.evidence.map((row) => `${row.control}/${row.attack.id}`));
  const shown = pointers
    .slice(0, SHOWN)
    .map((pointer): Inline =>
      known.has(pointer) ? link(pointer, anchorOf('evidence', pointer)) : { kind: 'code', text: pointer },
    );
  const items = shown.flatMap((inline, index): readonly (string | Inline)[] =>
    index === 0 ? [inline] : [lineBreak, inline],
  );
  return pointers.length > SHOWN ? [...items, lineBreak, `of ${plural(pointers.length, 'row')}`] : items;
}
