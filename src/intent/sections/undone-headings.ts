// Headings under which nothing is told that holds: what is left, planned, tested or to be done, and what goes wrong.

import { recogniseHeading } from './headings.js';
import type { Surroundings } from './meaning.js';

const UNDONE =
  /^[\d.\s]*(?:how|when|why)\b|\b(?:gaps?|weak\w*|inadequate|lack|missing|vulnerab\w+|recommend\w*|best practices?|practices?|principles?|guid\w+|goals?|objectives?|considerations?|not|never|scope|residual|accepted|checklists?|tests?|testing|roadmap|future|backlog|todo|planned|proposed|deferred|phases?|glossary|legend|definitions?|assumptions?|limit(?:s|ation\w*)|compar\w+|options?|alternatives?|(?<![.\w])examples?|troubleshoot\w*|errors?|denials?|theft|leak\w*|compromised?|migrat\w+|incidents?|respon\w+|runbooks?|procedures?|steps?|process|sequence|(?:work)?flows?|verification|validation|questions?|found|findings?|exposed|removed|deprecated)\b/iu;

/** Set aside by its own words, or under a heading that sets aside; what counters a threat is told of the threat. */
export function isUndone({ around, leadIn }: Surroundings): boolean {
  if (UNDONE.test(around[0] ?? '') || UNDONE.test(leadIn)) return true;
  return around.some((text, index) => {
    const kind = recogniseHeading(text);
    return kind === 'aside' || kind === 'omitted' || (kind === 'threats' && index < around.length - 1);
  });
}
