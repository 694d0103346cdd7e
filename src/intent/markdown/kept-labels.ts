// Labels that say that a stored thing is encrypted: `**Encrypted backups:** …`, `**Vault encryption** — Fernet …`,
// "Encryption at rest for the database and backups". All data is no named thing, and a cipher alone none either.

import type { Cell } from '../row.js';
import { DENIED, firstSentence, saysHow } from '../words/keeping.js';
import type { ListRow } from './lists.js';

const THINGS =
  '(?:backups?|snapshots?|storage|databases?|columns?|fields?|files?|documents?|attachments?|uploads?|records?|secrets?|credentials?|volumes?|disks?|buckets?|vaults?|notes|tables?|exports?|archives?)';
const ENCRYPTED = new RegExp(`^(?:\\p{L}+ )?encrypted(?:[- ]at[- ]rest)? (?:\\p{L}+ )?${THINGS}$`, 'iu');
const ENCRYPTION = new RegExp(`^(?:\\p{L}+ ){0,2}${THINGS} encryption(?: at rest)?$`, 'iu');
/** Of these words alone nobody knows what they name. */
const NAMELESS = /^(?:application |full |server[- ]side )?(?:fields?|columns?|volumes?|disks?|files?) encryption/iu;
const AT_ONCE = /^(?:\S+ ){0,2}?(?:sse-\w+|aes[- ]?\d+\S*|fernet|pgcrypto|x?chacha20\S*|sqlcipher)/iu;
const FOR =
  /^(?:\S+ )?(?:encryption at rest|(?:field|column|volume|disk|envelope|application|database)[- ](?:level |layer )?encryption|aes[- ]?\d+\S* encryption)(?: at rest)?(?:\s*[(（][^()（）]*[)）])? (?:for|of|on) (\S.*)$/iu;
const ANYTHING =
  /^(?:the |our |your |all |any |every )*(?:(?:sensitive|user|customer|personal|stored|confidential|private|critical) )*(?:data|information|everything|fields?|columns?|passwords?|traffic|communications?)\b/iu;

export function keptLabel({ begins, whole }: ListRow): Cell | null {
  const said = FOR.exec(firstSentence(whole.text))?.[1];
  if (said !== undefined)
    return ANYTHING.test(said) || DENIED.test(firstSentence(whole.text)) ? null : { ...whole, spans: [] };
  if (begins === null || begins.rest.text === '' || DENIED.test(firstSentence(begins.rest.text))) return null;
  const { head, rest } = begins;
  if (ENCRYPTED.test(head.text)) return head;
  const named = ENCRYPTION.test(head.text) && !NAMELESS.test(head.text);
  return named && AT_ONCE.test(rest.text) && saysHow(rest.text) ? head : null;
}
