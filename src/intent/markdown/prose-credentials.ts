// Credentials in lists: `JWT signing key – in Vault, rotated every 90 days`. Practices ("Rotation: every
// 90 days", "Secret scanning") are none.

import { classifyColumn } from '../../classify/classify-column.js';
import type { Cell } from '../row.js';
import { isPractice, isStep } from '../sections/local-headings.js';
import { isConnection } from '../sections/settings.js';
import { readDays } from '../words/duration.js';
import { normalWords } from '../words/normal.js';
import { isAnySecret } from '../words/secret-names.js';
import type { ListRow } from './lists.js';
import type { ProseCells, ProsePlace } from './prose-place.js';

const NOUN =
  /(?:password|passphrase|credential|secret|token|key|certificate|api key|pat|passwort|schlüssel|zertifikat|mot de passe|clé|contraseña|clave|senha|chave)s?$|(?:密码|密钥|令牌|凭证|凭据|证书|鍵|トークン|パスワード|証明書|비밀번호|토큰|키)$/u;

export function proseCredential({ begins }: ListRow): ProseCells | null {
  if (begins === null || !isCredential(begins.head.text, begins.form)) return null;
  if (isHandling(begins.rest.text)) return null;
  // What people type is theirs, and its hash no store of it.
  if (/^(?:user |admin |account )*passwords?$/iu.test(begins.head.text) && HASHED.test(begins.rest.text)) return null;
  const cells = new Map<string, Cell>([['credential', begins.head]]);
  const rotates = /rotat|renew|expire|valid|wechsel|轮换|有效|期限/iu.test(begins.rest.text);
  if (rotates && readDays(begins.rest.text) !== null) cells.set('rotation', begins.rest);
  return cells;
}

/** "Treat it like a password": how people are to handle one that is told elsewhere. */
export function isHandling(said: string): boolean {
  return HANDLED.test(said);
}

const HANDLED = /^(?:treat|never|do not|don['’]t|avoid|must (?:never|not))\b/iu;
const HASHED = /\b(?:hash\w*|bcrypt|argon2\w*|scrypt|pbkdf2)\b/iu;

const USED =
  /^(?:for|used|signs?|signing|encrypts?|decrypts?|protects?|authenticates?|stored|kept|held|lives?|rotat\w+|renew\w+|expires?|valid|issued|generated|derived|in|from)\b/iu;
/** What is to be done, what may go wrong, what is compared. */
const PRACTICES =
  /\b(?:practices?|procedures?|steps?|impact|troubleshoot\w*|when|how|why|checklists?|guidelines?|rules|considerations?|never|not|do|don|response|incident|migrat\w+|adding|options?|alternatives?|examples?|testing|tests|theft|leak\w*|found|exposed|findings?)\b/iu;

/** "The following secrets are required:". */
const LISTED =
  /\b(?:secrets|credentials|keys|tokens)\b.*\b(?:required|needed|used|stored|managed|configured|are|expected)\b|\b(?:following|required|these) (?:\S+ )?(?:secrets|credentials|keys|tokens)\b/iu;

/** Under another heading of such a document, what is set off, is a credential and says what it is for. */
export function usedCredential(item: ListRow, { leadIn, around = [] }: ProsePlace): ProseCells | null {
  const { begins } = item;
  if (begins === null || begins.form === 'plain') return null;
  const listed = begins.form === 'code' && LISTED.test(leadIn);
  if (!listed && !USED.test(begins.rest.text)) return null;
  return PRACTICES.test(leadIn) || PRACTICES.test(around[0] ?? '') ? null : proseCredential(item);
}

/** Headings under which a list may tell of tokens and keys, wherever they stand. */
export const ABOUT_TOKENS: RegExp =
  /\b(?:jwts?|tokens?|secrets?|credentials?|api keys?|signing keys?|encryption keys?)\b/iu;
const LIVES =
  /\b(?:short[- ]lived|long[- ]lived|expires?|expiry|rotat\w+|ttl|lifetime|valid for|stored|signed|kept in|held in|(?:\d+|one|two|seven|thirty) ?(?:m|min|minutes?|h|hours?|d|days?|weeks?|months?))\b/iu;

/** `**Access token**: 15 minutes, signed with …` under such a heading. */
export function toldCredential(item: ListRow, heading: string): ProseCells | null {
  const { begins } = item;
  if (begins === null || begins.form !== 'bold' || !LIVES.test(begins.rest.text) || PRACTICES.test(heading))
    return null;
  return isAnySecret(begins.head.text) ? null : proseCredential(item);
}

/** The words of a heading are the name of a credential, not of a practice. */
export function namesCredential(text: string): boolean {
  return isCredential(text, 'bold') || (!/\s/u.test(text) && isCredential(text, 'code'));
}

function isCredential(text: string, form: 'bold' | 'code' | 'plain'): boolean {
  if (form !== 'code' && (isPractice(text) || isStep(text))) return false;
  if (form === 'code' || /^[A-Z][A-Z0-9_]+$/u.test(text)) {
    if (isConnection(text)) return true;
    const guesses = classifyColumn({ table: '', column: text, type: 'text', comment: null });
    return guesses.some(({ kind }) => kind === 'credential');
  }
  const words = normalWords(text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, ''));
  return words.split(' ').length <= 6 && NOUN.test(words);
}
