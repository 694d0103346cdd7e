// Items that no reader knows by their place, each told by its own sentence: what leaves a record in an audit, what
// may go wrong and what stands against it, what fails under a heading for failures.

import type { Cell } from '../../row.js';
import { isStep } from '../../sections/local-headings.js';
import { isAside, saysMuchOf, type Surroundings } from '../../sections/meaning.js';
import { isBareCategory } from '../../sections/stride.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { normalWords } from '../../words/normal.js';
import { goesWrong } from '../../words/threatening.js';
import type { ListRow } from '../lists.js';
import { leavesRecord, recordsWhat } from '../prose-events.js';
import { namedRow, type MeantPlace, type MeantRow } from './reader.js';

/** The items that say themselves what they are. */
export function itemsAlone(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (isAside(place)) return [];
  const failures = failing(items, place);
  if (failures.length > 0) return failures.map(threatRow);
  const countered = items.flatMap((item) => counteredName(item, place) ?? []);
  if (countered.length * 2 > items.length) return countered.map(threatRow);
  if (saysMuchOf('auditEvents', place) < 1) return [];
  return items.flatMap((item) => {
    if (leavesRecord(item)) return [eventRow(item.whole)];
    return recordsWhat(item) && item.begins !== null ? [eventRow(item.begins.head)] : [];
  });
}

function threatRow(cell: Cell): MeantRow {
  return namedRow('threats', KIND_NOUNS.threats.subject, cell);
}

function eventRow(cell: Cell): MeantRow {
  return namedRow('auditEvents', KIND_NOUNS.auditEvents.subject, cell);
}

/** `SQL injection → mitigated by bound parameters`: both halves are told. */
const COUNTERED =
  /^(.{4,140}?)\s*(?:→|⇒|->|=>|—|–|;|\.|\()\s*(?:is |are )?(?:mitigat(?:ed|ion)|countered|prevented|stopped|blocked|defeated|addressed|reduced|contained)\b/iu;
const RISKS =
  /^(?:\S+ ){0,2}(?:risks?|threats?|attacks?|dangers?|abuse cases?|what (?:can|could|may|might) go wrong)$/iu;

function counteredName({ begins, whole }: ListRow, { leadIn, around }: Surroundings): Cell | null {
  const over = leadIn === '' ? (around[0] ?? '') : leadIn;
  if (!RISKS.test(normalWords(over)) || SET_ASIDE.test(over)) return null;
  const text = COUNTERED.exec(begins?.form === 'bold' ? begins.head.text : whole.text)?.[1]?.trim();
  if (text === undefined || !goesWrong(normalWords(text))) return null;
  return { ...whole, text, spans: [] };
}

/** A heading of these says of its items that each goes wrong, whatever they are called. */
const FAILURES =
  /\b(?:failure modes?|abuse (?:cases|scenarios|patterns)|misuse (?:cases|scenarios)|attack (?:scenarios|patterns|paths)|threat scenarios|risk scenarios|dangers|hazards|what (?:can|could|may|might) go wrong)\b/iu;
const SET_ASIDE =
  /\b(?:accepted|residual|remaining|out of scope|not|no|future|handling|respon\w+|recover\w+|test\w*|mitigat\w+|prevent\w+|detection|monitor\w*|examples?|analysis of|how)\b/iu;
const SAFETY = /\b(?:risks?|threats?|attack\w*|abuse|security|adversar\w+|safety|dangers?)\b/iu;

function failing(items: readonly ListRow[], { around, leadIn }: Surroundings): readonly Cell[] {
  const [nearest = '', ...above] = around;
  const over = leadIn !== '' && FAILURES.test(leadIn) ? leadIn : nearest;
  if (!FAILURES.test(over) || SET_ASIDE.test(over)) return [];
  if (!(over === leadIn ? around : above).some((text) => SAFETY.test(text))) return [];
  const named = items.map(({ begins }) => (begins?.form === 'bold' ? begins : null));
  const cells = named.flatMap((begins) => (begins === null || begins.rest.text === '' ? [] : [begins.head]));
  if (items.length < 2 || cells.length < items.length) return [];
  const steps = cells.filter(({ text }) => isStep(text)).length;
  if (steps * 2 > cells.length) return [];
  return cells.some(({ text }) => isBareCategory(text) || LABEL.test(text)) ? [] : cells;
}

const LABEL =
  /^(?:mitigat\w+|impact|likelihood|probability|severity|cause|trigger|detection|response|control|description|status|owner|example|note|symptom|recovery|effect|fix|action)s?\b/iu;
