// `Can leak embedded secrets`, under a lead such as "Mobile apps:" where threats are told: what may go wrong begins
// with what may be. Items beside them that say how something is are left.

import { isSetAside, standingOf } from '../../sections/listing-headings.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { speaksOfWrong } from '../../words/threatening.js';
import { normalWords } from '../../words/normal.js';
import type { ListReader } from './reader.js';
import { namedRow } from './reader.js';

const MAY = /^(?:can|could|may|might) (?!not\b)(?:\S+)/iu;
const UNDONE =
  /\b(?:reverse engineered|decompiled|rooted|jailbroken|intercepted|lost|cloned|modified|copied|extracted|dumped|read by|logged|observed|guessed|patched|debugged|lie|lies|forget|forgets)\b/u;

export const mayItems: ListReader = (items, place) => {
  if (isSetAside('threats', place) || standingOf('threats', place) < 2 || CONTROLS.test(place.leadIn)) return [];
  const may = items.filter(({ whole }) => {
    const words = normalWords(whole.text);
    return MAY.test(whole.text) && (speaksOfWrong(words) || UNDONE.test(words));
  });
  if (may.length < 2) return [];
  return may.map(({ whole }) => namedRow('threats', KIND_NOUNS.threats.subject, whole));
};

const CONTROLS = /\b(?:controls?|mitigat\w*|prevent\w*|must|should|not|protections?|defen[cs]\w*)\b/iu;
