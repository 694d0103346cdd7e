// Items that name a secret and say how long it lives, where it is kept, what it is for or what it is signed with:
// `Refresh token: 7 days, kept hashed`, `JWT_SECRET — signs …`, "JWTs are signed with …". Only under headings on
// secrets, tokens or signing in; what is done to secrets in general is none.

import type { Cell } from '../../row.js';
import { isPractice, isStep } from '../../sections/local-headings.js';
import type { Surroundings } from '../../sections/meaning.js';
import { isUndone } from '../../sections/undone-headings.js';
import { wordsIn } from '../../words/head-nouns.js';
import { isUnconfirmed } from '../../words/normal.js';
import { isAnySecret, isVariable, namesSecret } from '../../words/secret-names.js';
import type { ListRow } from '../lists.js';
import { isHandling, namesCredential } from '../prose-credentials.js';
import { namedRow, type MeantPlace, type MeantRow } from './reader.js';

const ABOUT: ReadonlySet<string> = new Set(
  'token jwt secret credential key authentication auth session cryptography certificate'.split(' '),
);
const WORK = /\b(?:impact|handling|hygiene|adding|rules|redact\w*|claims?|usage|cookies?|headers?)\b/iu;

export function secretItems(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (isWork(place) || !isAbout(place)) return [];
  return items.flatMap((item) => {
    if (isUnconfirmed(item.whole.text)) return [];
    const cell = variableName(item) ?? lifeOf(item) ?? sentence(item);
    return cell === null ? [] : [namedRow('credentials', 'credential', cell)];
  });
}

function isWork(place: Surroundings): boolean {
  return isUndone(place) || WORK.test(place.around[0] ?? '') || WORK.test(place.leadIn);
}

function isAbout({ around, leadIn }: Surroundings): boolean {
  const said = new Set([...wordsIn(around[0] ?? ''), ...wordsIn(around[1] ?? ''), ...wordsIn(leadIn)]);
  return SIGNS.test(`${around[0] ?? ''} ${leadIn}`) || [...said].some((word) => ABOUT.has(word));
}

const SIGNS = /密钥|令牌|凭证|凭据|鍵|トークン|시크릿|토큰/u;

/** `JWT_SECRET — signs sessions`: a variable that is a secret's, and anything said of it. */
function variableName({ begins }: ListRow): Cell | null {
  if (begins === null || !/\p{L}{2}/u.test(begins.rest.text) || !isVariable(begins.head.text)) return null;
  if (isHandling(begins.rest.text)) return null;
  return namesSecret(begins.head.text) ? begins.head : null;
}

const LIFE =
  /\b(?:short[- ]lived|long[- ]lived|single[- ]use|expir\w+|ttl|lifetime|valid for|signed|rotat\w+|(?:stored|kept|held|hashed) (?:in|as|by|hashed)|hashed (?:with|using|at rest|before)|\d+ ?(?:m|min|minutes?|h|hours?|d|days?|weeks?|months?|years?))\b|\d+\s*(?:-\s*\d+)?\s*个?(?:天|小时|分钟|月|年|日|時間|分|개월)|每(?:天|周|月|季度|年)/iu;

/** `Access token: 15 minutes`. */
function lifeOf({ begins }: ListRow): Cell | null {
  if (begins === null || !LIFE.test(begins.rest.text) || PLANNED.test(begins.rest.text)) return null;
  return namesCredential(begins.head.text) && !isAnySecret(begins.head.text) ? begins.head : null;
}

const PLANNED = /\b(?:should|must|todo|planned|recommended|consider|not|never)\b/iu;

/** Only a kind of token or a named key is one; "production secrets" are any. */
const NAMED =
  /^(?:the |an? |each )?((?:[\p{L}-]+ ){0,3}?(?:jwts?|tokens?|(?:session|signing|encryption|private|api|webhook) keys?|key (?:pairs?|rings?)|secrets?|certificates?))\s(?:(?:is|are)\s(?!not|never)|expires?\b|lasts?\b|lives?\b|from\b|in\b|rotates?\b)(.*)$/iu;
const GENERAL =
  /^(?:the |an? |each )?(?:all|any|no|some|these|those|production|staging|environment|application|integration|development|ci|other|raw|plain\w*|tokens?$|secrets?$)\b/iu;

/** "JWTs are signed with RS256 using `JWT_KEY`", "Session tokens expire after 30 minutes". */
function sentence({ begins, whole }: ListRow): Cell | null {
  if (begins !== null || isStep(whole.text) || isPractice(whole.text)) return null;
  const [, name = '', rest = ''] = NAMED.exec(whole.text) ?? [];
  if (name === '' || GENERAL.test(name) || PLANNED.test(rest.split(/[.;]\s/u)[0] ?? '')) return null;
  const held = whole.spans.some(({ text }) => isVariable(text) && namesSecret(text));
  return held || LASTS.test(rest) ? { ...whole, text: name } : null;
}

const LASTS = /\b\d+[- ]?(?:m|min|minutes?|h|hours?|d|days?|weeks?|months?|years?)\b/iu;
