// How written words are compared: without case, numbering, decoration and differences of punctuation.

/** `1.2 **Threat-Model**:` and `threat model` are the same words. Letters of every script stay. */
export function normalWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const NUMBERING = /^(?:[0-9]+ )+/u;

/** `IV.`, `B)`, `第3章`, `三、`, `（二）`, `Section 2:`, `Anhang A –` before the words of a heading. */
const COUNTED: readonly RegExp[] = [
  /^[\s\p{S}\p{P}]*(?:[IVX]{1,5}|[A-Z])[.)]\s+/u,
  /^[\s\p{S}]*第?\s*[0-9一二三四五六七八九十百]+\s*[章节節部条、．장절]\s*/u,
  /^[\s\p{S}]*[（(][0-9一二三四五六七八九十百]+[）)]\s*/u,
  /^[\s\p{S}]*(?:section|part|chapter|appendix|annex|step|phase|abschnitt|kapitel|teil|anhang|chapitre|partie|annexe|sección|capítulo|parte|anexo|seção)\s+(?:[0-9]+(?:\.[0-9]+)*|[IVX]+|[A-Z])\s*[.:)—–-]\s*/iu,
];

/** As `normalWords`, for headings: leading numbers (`3.1`, `Appendix B:`, `三、`) are dropped too. */
export function normalHeading(text: string): string {
  const rest = COUNTED.reduce((left, pattern) => left.replace(pattern, ''), text);
  return normalWords(normalWords(rest) === '' ? text : rest).replace(NUMBERING, '');
}

const NOTHING = new Set([
  '',
  'tbd',
  'tba',
  'tbc',
  'n a',
  'na',
  'unknown',
  'to be decided',
  'to be defined',
  'todo',
  'open',
  'unstated',
]);

/** `TBD`, `-`, `n/a`, `?` and the empty cell state nothing. */
export function isUnstated(text: string): boolean {
  return NOTHING.has(normalWords(text));
}

/** A guess of `init` that nobody confirmed is no statement. */
export function isUnconfirmed(text: string): boolean {
  return /\bunconfirmed\b/iu.test(text);
}

/** `none` is a statement, and says that there is none. */
export function saysNone(text: string): boolean {
  const words = normalWords(text);
  return words === 'none' || words === 'nobody' || words === 'nothing';
}
