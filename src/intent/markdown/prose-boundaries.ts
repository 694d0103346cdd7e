// Boundaries in lists: `**Browser to API** — …`, `Browser to API`, a sentence that speaks of trust.

import { crossingOf, mayCross, meetingOf } from './crossings.js';
import type { ListRow } from './lists.js';
import { asName, type ProseCells, type ProsePlace } from './prose-place.js';

const TRUST =
  /\b(?:trust\w*|untrusted|boundar(?:y|ies)|vertrau\w+|grenze|confiance|confianza|confiança)\b|信任|信頼|边界|邊界|境界|신뢰|경계/iu;
const LONGEST = 300;

/** What stands over a document or a rule, and is no place where trusts meet. */
const NO_BOUNDARY =
  /^(?:\d{4}|version|owner|author|audience|purpose|scope|system (?:under|in|overview)|in scope|components?|assets?|method(?:ology)?|date|last (?:updated|reviewed|changed)|reviewe[dr]|status|legend|key|related|rule|policy|description|assumptions?|principles?|fail(?:s|ing)? closed|default deny|deny by default|zero trust|defen[cs]e in depth|(?:principle of )?least privilege|never|always|do not|don.?t)\b/iu;

export function proseBoundary(
  { begins, whole }: ListRow,
  { title, heading, fewBoundaries }: ProsePlace,
): ProseCells | null {
  const met = begins === null ? meetingOf(asName(whole)) : null;
  if (met !== null) return met;
  const named = begins?.head.text ?? whole.text;
  if (NO_BOUNDARY.test(named) || SIDE.test(named)) return null;
  // Right under the title of a document stands much: only what is set off, or says that it is one.
  if (title === true && !/\bboundary\b/iu.test(begins?.head.text ?? '')) return null;
  if (begins !== null && begins.form === 'bold') return new Map([['boundary', begins.head]]);
  if (begins !== null && begins.form === 'plain' && begins.head.text.split(' ').length <= 6) {
    return new Map([['boundary', begins.head]]);
  }
  if (fewBoundaries === true || ONE.test(heading ?? '')) return null;
  return TRUST.test(whole.text) && whole.text.length <= LONGEST ? new Map([['boundary', asName(whole)]]) : null;
}

/** Of a single boundary sentences say what holds there. */
const ONE = /\bboundary$/iu;

/** Of a long list few items are set off or speak of trust: these are rules. */
export function listsFew(items: readonly ListRow[]): boolean {
  const said = items.filter(({ begins, whole }) => begins !== null || mayCross(whole.text) || TRUST.test(whole.text));
  return items.length > 3 && said.length * 2 < items.length;
}

/** One side of a boundary alone. */
export const SIDE: RegExp = /^(?:outside|inside|(?:un)?trusted|internal|external|public|private)(?: zone| side)?$/iu;

/** A paragraph is one by a name set off in bold, or by a label that speaks of trust or says from where to where. */
export function isNamed({ begins, whole }: ListRow): boolean {
  if (begins === null) return true;
  const { form, head } = begins;
  if (TRUST.test(head.text) && !SENTENCE.test(head.text)) return true;
  if (crossingOf(asName(whole)) !== null || meetingOf(asName(head)) !== null) return true;
  return form === 'bold' && !SENTENCE.test(head.text) && head.text.split(' ').length <= 8;
}

/** What is said in bold and names nothing. */
const SENTENCE = /[.!?]$|\b(?:is|are|was|must|never|not|does|do|has|have|should|will|cannot)\b/iu;
