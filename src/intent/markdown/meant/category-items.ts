// `**Spoofing**: Attacker replays a vote`: the name of a category before what goes wrong here, under whatever heading
// of a document on threats (a flow, an actor, a component). What explains the category or counters it is none.

import type { Cell } from '../../row.js';
import { isMethod, isSurface } from '../../sections/headings.js';
import { isSetAside, standingOf } from '../../sections/listing-headings.js';
import { isBareCategory } from '../../sections/stride.js';
import { countersThreat } from '../../sections/telling.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { isUnstated } from '../../words/normal.js';
import { tellsOfAct } from '../../words/wrong-events.js';
import type { ListRow } from '../lists.js';
import { namedRow, type MeantPlace, type MeantRow } from './reader.js';

export function categoryItems(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  const spoken = spokenOf(place);
  if (isSetAside('threats', spoken) || standingOf('threats', spoken) === 0) return [];
  const under = items.filter(({ begins }) => begins !== null && isBareCategory(begins.head.text));
  if (under.length === 0 || under.length * 2 <= items.length) return [];
  const told = under.filter((item) => isCountered(item) || tellsOfAct(item.begins?.rest.text ?? ''));
  if (told.length * 2 < under.length) return [];
  return under.flatMap((item) => {
    const said = behind(item);
    return said === null ? [] : [namedRow('threats', KIND_NOUNS.threats.subject, said)];
  });
}

/** A heading further above that only says by which method: what stands under others inside is the result. */
function spokenOf(place: MeantPlace): MeantPlace {
  const [nearest = '', ...above] = place.around;
  const kept = above.filter((text) => !isMethod(text) && !isSurface(text));
  return { ...place, around: isSurface(nearest) ? kept : [nearest, ...kept] };
}

function behind({ begins, source }: ListRow): Cell | null {
  return begins === null || isUnstated(begins.rest.text) || begins.rest.text.length > LONGEST
    ? null
    : { ...begins.rest, source };
}

const LONGEST = 400;

function isCountered({ fields, pieces, nested }: ListRow): boolean {
  const inside = nested.some(({ begins, whole }) => countersThreat(begins?.head.text ?? whole.text));
  return inside || [...fields, ...pieces].some(({ header }) => countersThreat(header));
}
