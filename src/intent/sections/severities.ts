// Headings that rank what stands under them: `### High`, `Critical risks`, `Low to medium severity`.

const WORD = '(?:critical|very high|high|medium|moderate|low|informational|info)';
const RANK = new RegExp(
  `^(${WORD})(?:\\s*(?:to|/|-|–|and)\\s*${WORD})?(?:[ -](?:severity|risks?|priority|impact|threats?|findings?|issues?))*$`,
  'iu',
);

/** The heading says nothing but how bad it is. */
export function isSeverityHeading(text: string): boolean {
  return RANK.test(text.trim());
}
