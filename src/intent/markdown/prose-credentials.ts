// Credentials in lists: `JWT signing key – in Vault, rotated every 90 days`. Practices ("Rotation: every
// 90 days", "Secret scanning") are none.

import { classifyColumn } from '../../classify/classify-column.js';
import type { Cell } from '../row.js';
import { readDays } from '../words/duration.js';
import { normalWords } from '../words/normal.js';
import type { ListRow } from './lists.js';
import type { ProseCells } from './prose-place.js';

const NOUN =
  /(?:password|passphrase|credential|secret|token|key|certificate|api key|pat|passwort|schlüssel|zertifikat|mot de passe|clé|contraseña|clave|senha|chave)s?$|(?:密码|密钥|令牌|凭证|凭据|证书|鍵|トークン|パスワード|証明書|비밀번호|토큰|키)$/u;

export function proseCredential({ begins }: ListRow): ProseCells | null {
  if (begins === null || !isCredential(begins.head.text, begins.form)) return null;
  const cells = new Map<string, Cell>([['credential', begins.head]]);
  const rotates = /rotat|renew|expire|valid|wechsel|轮换|有效|期限/iu.test(begins.rest.text);
  if (rotates && readDays(begins.rest.text) !== null) cells.set('rotation', begins.rest);
  return cells;
}

/** The words of a heading are the name of a credential, not of a practice. */
export function namesCredential(text: string): boolean {
  return isCredential(text, 'bold') || isCredential(text, 'code');
}

function isCredential(text: string, form: 'bold' | 'code' | 'plain'): boolean {
  if (form === 'code' || /^[A-Z][A-Z0-9_]+$/u.test(text)) {
    const guesses = classifyColumn({ table: '', column: text, type: 'text', comment: null });
    return guesses.some(({ kind }) => kind === 'credential');
  }
  const words = normalWords(text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, ''));
  return words.split(' ').length <= 6 && NOUN.test(words);
}
