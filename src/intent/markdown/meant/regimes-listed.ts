// Regimes in a list, each with what is done for it: `**PSD2**: payments are watched`. The name of a regime is enough,
// where more than one stands.

import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { regimeOf } from '../../sections/regimes.js';
import type { ListRow } from '../lists.js';
import type { MeantPlace, MeantRow } from './reader.js';

export function regimesListed(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (isAside(place) || saysMuchOf('compliance', place) < 1) return [];
  const rows = items.flatMap(({ begins, source }): readonly MeantRow[] =>
    begins === null || begins.rest.text === '' || regimeOf(begins.head.text.replace(/[.:]$/u, '')) === null
      ? []
      : [
          {
            kind: 'compliance',
            cells: new Map([
              ['regime', begins.head],
              ['coveredBy', { ...begins.rest, spans: [] }],
            ]),
            source,
          },
        ],
  );
  return rows.length > 1 ? rows : [];
}
