// What of the files was not taken over, for people.

import { formatSource, type Source } from '../../core/index.js';

export interface LoadRemark {
  readonly source: Source;
  readonly what: string;
  readonly reason: string;
}

/** The head of a statement. */
export function firstWords(text: string): string {
  return withoutStrings(text).replaceAll(/\s+/gu, ' ').trim().split(' ').slice(0, 4).join(' ').slice(0, 80);
}

/** A string of a statement may be a password; what the parser says of an error quotes one too. */
export function withoutStrings(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*(?:'|$)/gu, "'…'");
}

export function describeRemark(remark: LoadRemark): string {
  return `${formatSource(remark.source)} ${remark.what}: ${remark.reason}`;
}
