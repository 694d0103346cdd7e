// Items that are boundaries: they say from where to where, or are set off right where boundaries are listed.

import type { Cell } from '../../row.js';
import { isSetAside, standingOf } from '../../sections/listing-headings.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { crossingOf, meetingOf } from '../crossings.js';
import type { ListRow } from '../lists.js';
import { SIDE } from '../prose-boundaries.js';
import type { Cells, MeantPlace, MeantRow } from './reader.js';

export function boundaryItems(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (items.length < 2 || isSetAside('boundaries', place)) return [];
  const standing = standingOf('boundaries', place);
  if (standing < 2 || NO_LIST.test(place.leadIn)) return [];
  const over = place.leadIn === '' ? (place.around[0] ?? '') : place.leadIn;
  const listed = LISTED.test(over) || (/\bboundary\b/iu.test(over) && items.every(isNumbered));
  // Once boundaries were told, what is set off under the word says what follows from them.
  const first = !place.has('boundaries') || items.every(isNumbered);
  const bares = standing === 3 && listed && first && !NO_TRUST.test(over);
  const met = items.map((item) => meeting(item) ?? (bares ? named(item) : null));
  const crossing = met.filter((cells) => cells !== null).length;
  if (standing < 3 && crossing < items.length * MOST) return [];
  const rows = items.flatMap((item, index): readonly MeantRow[] => {
    const cells = met[index] ?? (bares ? (bare(item) ?? (crossing >= items.length * MOST ? alike(item) : null)) : null);
    return cells === null ? [] : [{ kind: 'boundaries', cells, source: item.source }];
  });
  // Few of many are rules that happen to speak of trust.
  return rows.length * 2 >= items.length ? rows : [];
}

/** `B1 — browser`, `TB-2: …`. */
function isNumbered({ begins }: ListRow): boolean {
  return begins !== null && /^[A-Z]{1,3}-?\d+\b/u.test(begins.head.text);
}

const MOST = 0.65;

/** `Browser → API`, `**Main process to SQLite:** …`, `Between the app and …`. */
function meeting({ begins, whole, lead }: ListRow): Cells | null {
  const name = begins?.head ?? whole;
  return crossingOf({ ...lead, spans: [] }) ?? crossingOf({ ...whole, spans: [] }) ?? meetingOf({ ...name, spans: [] });
}

/** `Workstation to the public port 22.`: two names and nothing that happens. */
function named({ whole }: ListRow): Cells | null {
  const text = whole.text.replace(/\.$/u, '');
  return TWO_NAMES.test(text) && !HAPPENS.test(text) ? boundaryCells(whole) : null;
}

const TWO_NAMES = /^(?:[^\s.:;!?]+ ){1,5}(?:to|and) (?:[^\s.:;!?]+ ?){1,12}$/u;
const HAPPENS =
  /\b(?:must|should|shall|can|cannot|may|might|will|is|are|was|were|has|have|needs?|allows?|requires?|only|how|due|according|able|limited|subject|never|not|no|us(?:e|es|ed)|sent|sends?|access to)\b/iu;

/** Where boundaries are listed, a name that is set off is one; a sentence has to speak of trust. */
function bare({ begins, whole }: ListRow): Cells | null {
  const said = begins?.head.text ?? whole.text;
  if (NO_BOUNDARY.test(said) || SIDE.test(said)) return null;
  const set = begins !== null && begins.form !== 'plain' ? begins.head : null;
  const short = begins?.form === 'plain' && begins.head.text.split(' ').length <= 6 ? begins.head : null;
  const told = set ?? short ?? (TRUST.test(whole.text) && whole.text.length <= LONGEST ? whole : null);
  return told === null ? null : boundaryCells(told);
}

/** Among crossings a further one may name several ends. */
function alike({ whole }: ListRow): Cells | null {
  return /\S to \S/u.test(whole.text) && whole.text.length <= SHORT ? boundaryCells(whole) : null;
}

const SHORT = 100;

function boundaryCells(cell: Cell): Cells {
  return new Map([[KIND_NOUNS.boundaries.subject, { ...cell, spans: [] }]]);
}

/** One boundary has properties; several are listed. */
const LISTED = /\bboundaries\b|\bcrossings\b/iu;
/** Boundaries of these are rules or parts, and not where trusts meet. */
const NO_TRUST =
  /\b(?:privacy|data|scope|tenant|module|feature|product|transaction|domain|agent|service|error|context|api|package|code|component|test|access|safety|behaviou?ral|budget|time)\s+boundar/iu;
const LONGEST = 300;
const TRUST =
  /\b(?:trust\w*|untrusted|boundar(?:y|ies)|vertrau\w+|grenze|confiance|confianza)\b|信任|信頼|边界|邊界|境界|신뢰|경계/iu;
const NO_LIST =
  /\b(?:outside|beyond|not|never|rules?|principles?|must|should|controls?|assum\w+|means?|examples?|tests?)\b/iu;
/** What stands over a document or a rule, and is no place where trusts meet. */
const NO_BOUNDARY =
  /^(?:version|owner|author|audience|purpose|scope|date|last (?:updated|reviewed|changed)|reviewe[dr]|status|legend|key|related|rule|policy|description|assumptions?|principles?|fail(?:s|ing)? closed|default deny|deny by default|zero trust|defen[cs]e in depth|(?:principle of )?least privilege|never|always|do not|don.?t|no|not|every|all|each|any|only|must|controls?|risks?|threats?|data|assets?|actors?|mitigations?)\b/iu;
