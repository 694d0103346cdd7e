// Words of a scale of data, whoever made it: alone, before what they qualify (`Internal operational`), joined, or in
// a scale whose words are nobody else's.

import { isLevel, tierOfHeading } from './classes.js';

/** `PHI / medical data`, `Tier 1 (derived) + Tier 2`, `Secret authentication`. */
export function isOnScale(text: string): boolean {
  const plain = text.trim();
  if (plain === '' || plain.length > 120) return false;
  if (isLevel(plain) || tierOfHeading(plain) !== null) return true;
  const pieces = plain.split(/\s*(?:[-–—,/(:+&|]|\band\b)\s*/iu).filter(Boolean);
  if (pieces.some((piece) => isLevel(piece))) return true;
  const words = plain.split(/\s+/u);
  return words.length <= 4 && words.some((word) => isLevel(word));
}

/** A word or two of a scale that is not known: no number, no yes or no, no sentence. */
export function mayBeOnScale(text: string): boolean {
  const plain = text.trim();
  return plain.length <= 24 && /^\p{L}[\p{L}()]*(?:[ -]\p{L}[\p{L}()]*)?$/u.test(plain) && !ANSWERS.test(plain);
}

const ANSWERS = /^(?:yes|no|none|optional|required|recommended|n\/a|true|false|never|always|partial(?:ly)?)$/iu;
