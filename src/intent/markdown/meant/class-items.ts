// Lists that sort data by class: each item under its class (`**Internal:** prices, shifts`), each with its own
// (`Payroll (restricted)`), or all under a heading that is one. How each class is handled is no data.

import type { Cell } from '../../row.js';
import { recogniseHeading } from '../../sections/headings.js';
import { isStep } from '../../sections/local-headings.js';
import { classOfHeading, tierOfHeading } from '../../words/classes.js';
import { wordsIn } from '../../words/head-nouns.js';
import type { ListRow } from '../lists.js';
import { isLegend, proseClassification, tellHandling } from '../prose-classes.js';
import type { MeantPlace, MeantRow } from './reader.js';

const ABOUT: ReadonlySet<string> = new Set(
  'classification classified classify sensitivity tier confidentiality'.split(' '),
);
/** What is to be done with each class, and what each means. */
const RULES =
  /\b(?:handl\w*|rules?|requirements?|controls?|polic(?:y|ies)|access|retention|storage|protection|(?<!-)levels?|definitions?|legend|scheme|guidelines?|labels?|labell?ing|logging|encryption|sharing|disposal|responsibilit\w+|how|future|planned|not|never|out of)\b/iu;
const LONGEST = 200;

export function classItems(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (!isAbout(place) || isRules(place)) return [];
  const given = classGiven(place, items[0]?.source);
  if (given === null ? isLegend(items) : tellHandling(items)) return [];
  const defaults = new Map(given === null ? [] : [['classification', given] as const]);
  const rows = items.flatMap((item): readonly MeantRow[] => {
    if (item.whole.text.length > LONGEST || isStep(item.whole.text)) return [];
    const cells = proseClassification(item, { kind: 'classifications', heading: null, leadIn: '', defaults });
    return cells === null ? [] : [{ kind: 'classifications', cells, source: item.source }];
  });
  if (given !== null) return rows;
  return rows.length > 1 && rows.length * 3 >= items.length * 2 ? rows : [];
}

function isAbout({ around, file }: MeantPlace): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  return [...around, name].some((text) => [...wordsIn(text)].some((word) => ABOUT.has(word)));
}

/** A heading that is a class is no rule, whatever else it says of it; nor is the title of a policy. */
function isRules({ around, leadIn }: MeantPlace): boolean {
  const [nearest = '', ...above] = around;
  const own = isClass(nearest) || above.length === 0 ? [] : [nearest];
  if ([...own, ...above.slice(0, -1)].some((text) => RULES.test(text)) || RULES.test(leadIn)) return true;
  return around.some((text) => ['aside', 'omitted'].includes(recogniseHeading(text) ?? ''));
}

function isClass(text: string): boolean {
  return (classOfHeading(text) ?? tierOfHeading(text)) !== null;
}

function classGiven({ around }: MeantPlace, source: Cell['source'] | undefined): Cell | null {
  const text = classOfHeading(around[0] ?? '') ?? tierOfHeading(around[0] ?? '');
  return text === null || source === undefined ? null : { text, spans: [], source };
}
