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

/** As `normalWords`, for headings: leading numbers (`3.1`) are dropped too. */
export function normalHeading(text: string): string {
  return normalWords(text).replace(NUMBERING, '');
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
