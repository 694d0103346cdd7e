// One thing of the database under two names (`app.t`, `shop.app.t`), of which the documents say different things. Under
// one name it is a contradiction of the documents alone (contradictions.ts); here the database tells that it is one.

import { formatSource, type Source } from '../../core/source.js';
import type { IsolationStatement } from '../model.js';
import type { Report } from '../row.js';
import { writeCarrier } from '../words/carrier.js';

export interface NamedStatement {
  readonly value: string;
  readonly source: Source;
}

interface Saying {
  readonly code: string;
  readonly said: string;
  readonly fix: string;
}

export const CLASSES_SAID: Saying = {
  code: 'two-classes',
  said: 'is classified as',
  fix: 'Keep one row for it.',
};
export const OWNERS_SAID: Saying = {
  code: 'two-owners',
  said: 'is owned by',
  fix: 'One component owns a dataset and no other writes to it: remove it from one of them.',
};
export const ISOLATIONS_SAID: Saying = {
  code: 'two-isolations',
  said: 'is isolated by',
  fix: 'Keep one row for it.',
};

/** Nothing when both say the same. */
export function reportTwice(
  saying: Saying,
  name: readonly string[],
  first: NamedStatement,
  second: NamedStatement,
  report: Report,
): void {
  if (first.value === second.value) return;
  report({
    code: saying.code,
    severity: 'error',
    what: `\`${name.join('.')}\` ${saying.said} ${first.value} and ${saying.said.split(' ').at(-1) ?? ''} ${second.value}.`,
    why: `The other statement, under another name, is at ${formatSource(first.source)}; both cannot hold.`,
    fix: saying.fix,
    source: second.source,
  });
}

export function isolationSaid({ tenantKey, carrier, shared, source }: IsolationStatement): NamedStatement {
  const by = carrier === null ? 'no carrier' : writeCarrier(carrier);
  return { value: shared ? 'nothing, shared on purpose' : `${tenantKey ?? 'no key'} with ${by}`, source };
}
