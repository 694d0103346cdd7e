// A boundary that says from where to where: `Operator → server: HTTP`, `Between the app and the database`.

import type { Cell } from '../row.js';

const ARROW = /[→⇒↔⇔⟷⟶⇄⇆➔➜▶]|=>|->|<->/u;
const BETWEEN = /\b(?:between|zwischen|entre)\b|사이|之间|之間|の間/iu;

/** Whether the line may name a crossing at all. */
export function mayCross(line: string): boolean {
  return ARROW.test(line) || BETWEEN.test(line);
}

const END = '\\s*(?:[:：.;,，。(（]|\\s[—–-]\\s|$)';
const NAME = '([^,.;:：，。]{1,60}?)';

const CROSSINGS: readonly RegExp[] = [
  new RegExp(`^(.{1,80}?)\\s*(?:<->|<-->|[→⇒↔⇔⟷⟶⇄⇆➔➜▶]|=>|-{1,3}>)\\s*([^:：.;,，。(（]{1,80}?)${END}`, 'u'),
  new RegExp(`^between (?:the )?${NAME} and (?:the )?${NAME}${END}`, 'iu'),
  new RegExp(`^zwischen (?:dem |der |den )?${NAME} und (?:dem |der |den )?${NAME}${END}`, 'iu'),
  new RegExp(
    `^entre (?:le |la |les |el |los |las |o |a )?${NAME} (?:et|y|e) (?:le |la |les |el |los |las |o |a )?${NAME}${END}`,
    'iu',
  ),
  new RegExp(`^${NAME}(?:와|과) ${NAME} 사이`, 'u'),
  new RegExp(`^${NAME}(?:与|和|與)${NAME}(?:之间|之間)`, 'u'),
  new RegExp(`^${NAME}と${NAME}の間`, 'u'),
];

/** `Map external identity → internal identity`: work that is done, not a way that is taken. */
const STEP =
  /^(?:map|translate|convert|transform|normali[sz]e|resolve|rename|switch|move|copy|migrate|change|upgrade|rotate|replace|promote|set|turn|exchange|redirect|rewrite|swap)s? (?=[\p{Ll}`"'])/iu;

const DEED = /^\p{Ll}+(?:ed|en) (?:by|with|into|via|using|against|as)\b/u;

/** `Order → signed by the clerk` says what happens to it; so do the items beside it. */
export function tellsDeed({ text }: Cell): boolean {
  return DEED.test(text.split(ARROW)[1]?.trim() ?? '');
}

/** `Operator → server: HTTP, …` is a boundary, called as it is written. */
export function crossingOf(lead: Cell): ReadonlyMap<string, Cell> | null {
  if (STEP.test(lead.text)) return null;
  for (const pattern of CROSSINGS) {
    const [, left, right] = pattern.exec(lead.text) ?? [];
    const from = left?.trim() ?? '';
    const to = right?.trim() ?? '';
    if (from === '' || to === '' || DEED.test(to)) continue;
    const cell = (text: string): Cell => ({ text, spans: [], source: lead.source });
    return new Map([
      ['boundary', cell(`${from} → ${to}`)],
      ['from', cell(from)],
      ['to', cell(to)],
    ]);
  }
  return null;
}

const MEETING = /^((?:\S+ ){1,4})to ((?:\S+ ?){1,5})$/u;
const NO_MEETING =
  /\b(?:access\w*|sent|send\w*|related|due|according|added|limited|subject|able|needs?|has|have|is|are|must|can|should|may|allow\w*|require\w*|used?|only|how|up|\w+ed)\b|[.,;:!?]/iu;

/** `Browser to API`, all of an item where boundaries are listed. */
export function meetingOf(item: Cell): ReadonlyMap<string, Cell> | null {
  const [, left, right] = MEETING.exec(item.text) ?? [];
  if (left === undefined || right === undefined || NO_MEETING.test(item.text)) return null;
  return crossingOf({ ...item, text: `${left.trim()} → ${right.trim()}` });
}
