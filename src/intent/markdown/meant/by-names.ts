// A list whose items nearly all name a boundary or what goes wrong, under headings that speak of such things.

import type { Cell } from '../../row.js';
import { isSetAside } from '../../sections/listing-headings.js';
import { isStep } from '../../sections/local-headings.js';
import { meaningOfNames } from '../../sections/meaning.js';
import { KIND_NOUNS, type MeantKind } from '../../words/kind-nouns.js';
import type { ListRow } from '../lists.js';
import { mayItems } from './may-items.js';
import type { MeantPlace, MeantRow } from './reader.js';

const LISTED: readonly MeantKind[] = ['threats', 'boundaries'];
/** What is done about it, or how it is handled. */
const MEASURES =
  /\b(?:mitigat\w*|controls?|prevent\w*|defen[cs]\w*|protect\w*|practices?|rules?|polic\w+|principles?|process|handling|management|how|why|response|fields?|retention|storage|access|rotation|architecture|implementation)\b/iu;

export function listByNames(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (MEASURES.test(place.around[0] ?? '') || MEASURES.test(place.leadIn)) return [];
  const names = items.map(nameOf);
  if (items.length < 2 || names.some((name) => name === null)) return [];
  const said = names.filter((name) => name !== null);
  const kind = meaningOfNames(
    said.map((name) => name.text),
    LISTED,
    place,
  );
  if (kind === null || said.some((name) => isStep(name.text))) return [];
  if (kind === 'threats' && (mayItems(items, place).length > 0 || isSetAside(kind, place))) return [];
  return items.map((item, index) => ({
    kind,
    cells: new Map([[KIND_NOUNS[kind].subject, said[index] ?? item.whole]]),
    source: item.source,
  }));
}

const SHORT = 60;

/** `**Name**: text`, or a name in code; null for prose. */
function nameOf({ begins, whole }: ListRow): Cell | null {
  // `Browser to API` may be all of an item.
  if (begins === null && whole.text.length <= SHORT && !/[.!?]/u.test(whole.text)) return { ...whole, spans: [] };
  if (begins === null || begins.form === 'plain' || begins.head.text.length > 100) return null;
  return begins.head;
}
