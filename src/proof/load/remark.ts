// What of the files was not taken over, for people.

import { formatSource, type Source } from '../../core/index.js';

export interface LoadRemark {
  readonly source: Source;
  readonly what: string;
  readonly reason: string;
}

/** The head of a statement. */
export function firstWords(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().split(' ').slice(0, 4).join(' ').slice(0, 80);
}

export function describeRemark(remark: LoadRemark): string {
  return `${formatSource(remark.source)} ${remark.what}: ${remark.reason}`;
}
