// What a column's table adds to its name: `name` is a person's in a table of people, `number` an
// account's in a table of bank accounts, `body` what someone wrote in a table of messages.

import type { Guess } from './guess.js';
import type { DataKind } from './data-kinds.js';
import { nameTokens } from './tokens.js';

const PEOPLE: ReadonlySet<string> = plurals(
  'person persona patient customer employee contact member student teacher user guest attendee candidate profile ' +
    'worker practitioner doctor physician nurse author applicant driver passenger resident citizen voter ' +
    'donor volunteer lead subscriber recipient beneficiary dependent guardian parent child instructor tutor coach ' +
    'trainer agent client player speaker reviewer signer witness borrower mitarbeiter kunde utilisateur usuario',
)
  .add('people')
  .add('staff')
  .add('children');

/** Tables whose rows someone wrote. */
const WRITTEN: ReadonlySet<string> = plurals(
  'message comment note review feedback ticket chat reply conversation diary letter complaint transcript',
);

const SECRETS: ReadonlySet<string> = plurals('secret credential password apikey').add('api keys').add('auth tokens');

function plurals(words: string): Set<string> {
  return new Set(words.split(' ').flatMap((word) => [word, `${word}s`]));
}

export function isTableOfPeople(table: string): boolean {
  return PEOPLE.has(nameTokens(table).at(-1) ?? '');
}

interface ContextRule {
  readonly kind: DataKind;
  readonly columns: ReadonlySet<string>;
  readonly holds: (tokens: readonly string[]) => boolean;
  readonly reason: string;
}

const last =
  (words: ReadonlySet<string>) =>
  (tokens: readonly string[]): boolean =>
    words.has(tokens.at(-1) ?? '') || words.has(tokens.slice(-2).join(' '));

const RULES: readonly ContextRule[] = [
  {
    kind: 'person-name',
    columns: new Set(['name', 'names', 'display name', 'nickname', 'alias']),
    holds: last(PEOPLE),
    reason: 'it is the name in a table of people',
  },
  {
    kind: 'free-text',
    columns: new Set(['description', 'about', 'summary', 'background', 'details', 'interests', 'history']),
    holds: last(PEOPLE),
    reason: 'it describes someone in a table of people',
  },
  {
    kind: 'geolocation',
    columns: new Set(['location', 'place', 'position', 'whereabouts']),
    holds: last(PEOPLE),
    reason: 'it is the place of someone in a table of people',
  },
  {
    kind: 'free-text',
    columns: new Set(['body', 'text', 'content', 'message', 'value']),
    holds: last(WRITTEN),
    reason: 'it is what someone wrote',
  },
  {
    kind: 'bank-account',
    columns: new Set(['number', 'number compact', 'no', 'holder', 'owner name']),
    holds: (tokens) => tokens.includes('bank') && tokens.some((token) => token === 'account' || token === 'accounts'),
    reason: 'it is in a table of bank accounts',
  },
  {
    kind: 'payment-card',
    columns: new Set(['number', 'pan', 'expiry', 'exp month', 'exp year', 'last', 'holder']),
    holds: (tokens) => ['card', 'cards'].includes(tokens.at(-1) ?? '') && tokens.some((token) => PAYMENT.has(token)),
    reason: 'it is in a table of payment cards',
  },
  {
    kind: 'credential',
    columns: new Set(['key', 'value', 'hash', 'code', 'digest', 'data', 'hashed']),
    holds: last(SECRETS),
    reason: 'it is in a table of secrets',
  },
];

const PAYMENT: ReadonlySet<string> = new Set(['payment', 'credit', 'debit', 'bank']);

/** What the whole name of a column, together with its table, tells; types are the caller's matter. */
export function guessFromTable(table: string, column: readonly string[]): readonly Guess[] {
  const name = column.join(' ');
  return RULES.filter((rule) => rule.columns.has(name) && rule.holds(nameTokens(table))).map(({ kind, reason }) => ({
    kind,
    confidence: 'medium',
    reason,
  }));
}
