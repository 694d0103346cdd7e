// Classes in lists: `Restricted: password hashes, tokens`, `Password hashes: restricted`, and items under
// a heading that is the name of a class.

import type { Cell } from '../row.js';
import { isStep } from '../sections/local-headings.js';
import { isLevel } from '../words/classes.js';
import type { ListRow } from './lists.js';
import type { ProseCells, ProsePlace } from './prose-place.js';

/** What a class means is no list of data that has it. */
const DEFINES =
  /\b(?:is|are|was|be|must|should|can|may|requires?|intended|approved|accessible|causes?|could|would|only|safe|limited|shared|anyone|default|level)\b/iu;

export function proseClassification({ begins, whole }: ListRow, { defaults }: ProsePlace): ProseCells | null {
  if (begins !== null && isLevel(begins.head.text)) {
    if (begins.rest.text === '' || DEFINES.test(begins.rest.text)) return null;
    return classified(begins.rest, begins.head);
  }
  const [, said = '', inside = ''] = /^(.+?)\s*[(（]([^()（）]+)[)）]\.?$/u.exec(whole.text) ?? [];
  if (isLevel(inside)) return classified({ ...whole, text: said }, { ...whole, text: inside });
  if (begins !== null && isLevel(firstWords(begins.rest.text))) {
    return classified(begins.head, { ...begins.rest, text: firstWords(begins.rest.text) });
  }
  const given = defaults.get('classification');
  return given === undefined || DEFINES.test(whole.text) ? null : classified(begins?.head ?? whole, given);
}

/** `Encrypt at rest`, `No copies on paper` under a class: what is to be done with such data, and none of it. */
const RULE =
  /^(?:no|never|only|always|must|may|can|requires?|do not|don't|mfa|tls|access|approval|encryption|retention|storage)\b|\b(?:needs?|requires?|required|must|should|stays?|allowed|permitted|prohibited|forbidden|at rest|in transit|need[- ]to[- ]know|mfa|approval|never|always|enforced)\b/iu;

export function tellHandling(items: readonly ListRow[]): boolean {
  const rules = items.filter(({ whole }) => isStep(whole.text) || RULE.test(whole.text));
  return items.length > 1 && rules.length * 2 >= items.length;
}

/** Classes beside what each means: of such a list no item is data. */
const MEANS =
  /\b(?:disclosure|incident|harm\w*|damage|impact|never|not|no|owned|identif\w+|leaves?|information that|data that|whose|anyone|everyone)\b/iu;

export function isLegend(items: readonly ListRow[]): boolean {
  const classed = items.filter(({ begins }) => begins !== null && isLevel(begins.head.text));
  const meant = classed.filter(({ begins }) => {
    const said = begins?.rest.text ?? '';
    return DEFINES.test(said) || MEANS.test(said);
  });
  return classed.length > 2 && classed.length * 3 >= items.length * 2 && meant.length * 2 >= classed.length;
}

/** `**Restricted:** …` in a document on classes, under whatever heading. */
export function levelled(item: ListRow): ProseCells | null {
  const { begins } = item;
  if (begins === null || begins.form !== 'bold' || !isLevel(begins.head.text)) return null;
  return proseClassification(item, { kind: 'classifications', heading: null, leadIn: '', defaults: new Map() });
}

/** `Restricted, because …` begins with its class. */
function firstWords(text: string): string {
  return text.split(/[,.;:(（，。；]|\s[—–-]\s|\bbecause\b/u)[0]?.trim() ?? '';
}

function classified(dataset: Cell, classification: Cell): ProseCells {
  return new Map([
    ['dataset', dataset],
    ['classification', { ...classification, source: dataset.source }],
  ]);
}
