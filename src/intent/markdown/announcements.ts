// What a paragraph before a list or table announces: its last sentence, or the few words that it is.

import { recogniseHeading, type HeadingKind } from '../sections/headings.js';
import type { Block } from './scan.js';

interface Text {
  readonly lines: readonly string[];
}

/** The last sentence of a paragraph that announces what follows: it ends with a colon, or is all bold. */
export function leadInOf({ lines }: Text, block: Block): string {
  const last = lines[block.end - 1]?.trim() ?? '';
  const bold = block.end - block.start === 1 ? /^(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*[:：]?$/u.exec(last)?.[1] : undefined;
  if (bold !== undefined) return bold.trim().replace(/[:：]$/u, '');
  const code = block.end - block.start === 1 ? /^`([^`]+)`$/u.exec(last)?.[1] : undefined;
  if (code !== undefined) return code.trim();
  if (!/[:：](?:\*\*|__)?$/u.test(last)) return '';
  const sentence = last.split(/(?<=\p{L}{2}[.!?])\s+(?=\p{Lu})/u).at(-1) ?? last;
  return sentence.replace(/(?:\*\*|__)/gu, '').replace(/[:：]$/u, '');
}

/** `Threat model & mitigations`, a paragraph of a few words without an end, stands over a list as a heading would. */
export function titleLineOf({ lines }: Text, block: Block): string {
  const last = lines[block.end - 1]?.trim() ?? '';
  return block.end - block.start === 1 && /^\p{Lu}[^.:!?|`]{2,60}$/u.test(last) ? last : '';
}

/** Of a sentence its last words count: "… is divided by three trust boundaries:", "… the following threats:". */
export function announced(leadIn: string): HeadingKind | null {
  if (leadIn === '') return null;
  if ((THREATS.test(leadIn) || ATTACKERS.test(leadIn)) && !COUNTERS.test(leadIn)) return 'threats';
  if (leadIn.length <= 80) return recogniseHeading(leadIn);
  return /\bboundaries$/iu.test(leadIn) ? 'boundaries' : null;
}

const THREATS =
  /\s(?:the|these|following|main|primary|key|principal|major|common|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\s+(?:\S+\s+){0,2}(?:threats|attacks|attack vectors|attack scenarios|threat scenarios|abuse cases)(?:\s+(?:are|were) \S+)?$/iu;
/** "Assume attackers may:", "A malicious tenant could try to:". */
const ATTACKERS =
  /\b(?:attackers?|adversar(?:y|ies)|malicious \w+|hostile \w+|intruders?)\b.*\b(?:may|might|could|can|will|would|tries|try|attempts?)\b(?: (?:try|attempt|want|seek))?(?: to)?$/iu;
/** What is done about them, or that nothing is. */
const COUNTERS =
  /\b(?:not|never|no|n't|cannot|outside|beyond|without|except|exclud\w+|accept\w+|out of scope|residual|mitigations?|controls?|countermeasures?|defen[cs]es?|measures?|steps?|layers?|safeguards?|mechanisms?|should|must|examples?)\b/iu;
