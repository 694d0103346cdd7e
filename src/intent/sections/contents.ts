// What texts look like that name facts of a kind: a threat goes wrong, a boundary has two sides, an event has a
// code or something done in it. A share of all texts, since no single one proves anything.

import { isLevel } from '../words/classes.js';
import type { MeantKind } from '../words/kind-nouns.js';
import { normalWords } from '../words/normal.js';
import { goesWrong } from '../words/threatening.js';
import { roleWords, speaksOfRole } from './roles.js';

const SIDES = /[→⇒↔⇔⟷⟶⇄⇆➔➜]|=>|->|<->|\bbetween\b.+\band\b/iu;
const MEETS = /^(?:[\w./'()&-]+ ){1,5}(?:to|and|vs\.?|\/) (?:[\w./'()&-]+ ?){1,8}$/iu;
const EVENT_CODE = /^[a-z][a-z0-9_-]*(?:[.:][a-z0-9_*-]+)+$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u;
const EVENT_DONE =
  /\b(?:log(?:in|out|on|off)s?|sign[ -]?(?:in|up|out)s?|\w{3,}(?:ed|ions?)|creat\w*|updat\w*|delet\w*|fail\w*|chang\w*|grant\w*|revo\w*|export\w*|attempts?|resets?|access\w*)\b/iu;
const SECRET =
  /(?:^|[^\p{L}])(?:secrets?|tokens?|passwords?|passphrases?|credentials?|certificates?|(?:api|private|signing|encryption|master|ssh|service|access)[ _-]?keys?|jwt|\w*_(?:key|secret|token|password|pass|dsn))(?:$|[^\p{L}])/iu;
const KEPT =
  /\b(?:aes\S*|\S*gcm|sse-\w+|fernet|pgcrypto|x?chacha20\S*|encrypt(?:ed|ion)\b.*\bat rest|at rest\b.*\bencrypt\w*|(?:envelope|column|field|application)(?:[- ](?:level|layer))? encryption|tokeni[sz]ed|pseudonymi[sz]ed|masked|encrypted (?:with|using|by|via|under|column|file|volume|store)\b)/iu;
const NUMBERED =
  /(?:§|\bart(?:icle|\.)?\s*\d|\b[A-Z]{1,3}[.-]?\d+(?:\.\d+)*\b|\b\d{1,3}\.\d+|\b(?:gdpr|hipaa|pci|soc|iso)\b)/iu;

const TELLS: { readonly [K in MeantKind]: (text: string) => boolean } = {
  threats: (text) => goesWrong(normalWords(text)),
  boundaries: (text) => SIDES.test(text) || MEETS.test(text.trim()),
  classifications: (text) => isLevel(text) || isLevel(text.split(/[-–—,/(:]/u)[0] ?? ''),
  authorizations: (text) => speaksOfRole(roleWords(text)),
  protections: (text) => keepsSafe(text),
  auditEvents: (text) => isEventCode(text) || (text.length <= 160 && EVENT_DONE.test(text)),
  credentials: (text) => SECRET.test(text),
  compliance: (text) => NUMBERED.test(text),
};

/** How many of the texts look like one of the kind: 0 to 1. */
export function shareOf(kind: MeantKind, texts: readonly string[]): number {
  const said = texts.filter((text) => text.trim() !== '');
  return said.length === 0 ? 0 : said.filter((text) => TELLS[kind](text)).length / said.length;
}

/** `order.refunded`, `ORDER_REFUNDED`. */
export function isEventCode(text: string): boolean {
  return EVENT_CODE.test(text.trim());
}

/** Something stored is encrypted or masked, not merely hashed or on its way. */
export function keepsSafe(text: string): boolean {
  return KEPT.test(text) && !/^(?:no|none|not|un\w+|plain\w*)\b/iu.test(text);
}
