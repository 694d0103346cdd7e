// Regimes in a list, each with what is done for it: `**PSD2**: payments are watched`. The name of a regime is enough,
// where more than one stands.

import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { isToldElsewhere, regimeOf } from '../../sections/regimes.js';
import type { Source } from '../../../core/source.js';
import type { Lead } from '../leads.js';
import type { ListRow } from '../lists.js';
import type { MeantPlace, MeantRow } from './reader.js';

export function regimesListed(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (isAside(place)) return [];
  const controls = items.filter(({ begins }) => begins !== null && CONTROL.test(begins.head.text));
  const mapped = controls.length > 1 && controls.length === items.length && MAPPING.test(place.around[0] ?? '');
  if (mapped)
    return controls.flatMap(({ begins, source }) => (begins === null ? [] : [met(begins, source, 'control')]));
  if (saysMuchOf('compliance', place) < 1) return [];
  const rows = items.flatMap(({ begins, source }): readonly MeantRow[] =>
    begins === null ||
    begins.rest.text === '' ||
    isToldElsewhere(begins.rest.text) ||
    regimeOf(begins.head.text.replace(/[.:]$/u, '')) === null
      ? []
      : [met(begins, source, 'regime')],
  );
  return rows.length > 1 ? rows : [];
}

/** `AC-4 / SC-28`, `A.8.2`, `CC6.1`: requirements by their number, under a heading that maps them. */
const CONTROL = /^(?:[A-Z]{1,3}[.-]?\d+(?:\.\d+)*(?:\(\d+\))?(?:\s*[/,&]\s*)?)+/u;
const MAPPING =
  /\b(?:control|compliance|standards?|framework|nist|iso|soc) (?:mapping|matrix|coverage)\b|\bmapping\b/iu;

function met({ head, rest }: Lead, source: Source, column: 'regime' | 'control'): MeantRow {
  const cells = new Map([
    [column, head],
    ['coveredBy', { ...rest, spans: [] }],
  ]);
  return { kind: 'compliance', cells, source };
}
