// Tables and rows that look like those of a section by their header and state something else: values that are only
// hashed, packages with holes in them, what people have to do.

import type { Cell } from '../row.js';
import type { SectionKind } from '../sections/section.js';
import { normalWords } from '../words/normal.js';
import type { TableBlock } from './tables.js';

export function isOfOther(kind: SectionKind, { header }: Pick<TableBlock, 'header'>): boolean {
  const words = header.map(({ text }) => normalWords(text));
  if (kind === 'threats') return words.some((word) => PACKAGES.test(word)) || ranks(words);
  if (kind === 'protections') return words.some((word) => LAYOUT.test(word));
  if (kind === 'classifications') return RUNS.test(words[0] ?? '');
  if (kind === 'compliance') return PAPERS.test(words[0] ?? '');
  if (kind === 'components') return words.slice(1).some((word) => CODE.test(word));
  if (kind === 'authorizations' && tellsWhom(words)) return true;
  return kind === 'authorizations' && words.slice(1).some((word) => DUTIES.test(word)) && !words.some(isRight);
}

/** Where something runs has data of all classes. */
const RUNS = /^(?:environments?|env|accounts?|stages?|clusters?|regions?|servers?|hosts?|networks?|zones?)$/u;

/** `| Field | Size | Encrypted |`: how a message is laid out, and nothing that is kept. */
const LAYOUT = /^(?:size|length|bytes?|bits?|offset|width|position)(?: (?:in )?(?:bytes?|bits?))?$/u;

const PACKAGES =
  /^(?:packages?|dependenc(?:y|ies)|librar(?:y|ies)|advisor(?:y|ies)|cves?|cve id|image|crate|gem|(?:affected )?versions?|fixed in)$/u;

/** `| Severity | Response time | Example |`: how fast somebody answers. */
function ranks([first = '', ...others]: readonly string[]): boolean {
  return (
    /^(?:severity|priority|level|severity level|class|rating)$/u.test(first) &&
    others.some((word) =>
      /\b(?:sla|time|within|deadline|days|hours|response|definition|meaning|criteria)\b/u.test(word),
    ) &&
    !others.some((word) => /^(?:threats?|attacks?|risks?)$/u.test(word))
  );
}

/** `| Evidence | Where | Owner |`: papers that are kept. */
const PAPERS = /^(?:evidence|documents?|artifacts?|tasks?|questions?|milestones?|deliverables?)$/u;

/** A class or file of the program. */
const CODE = /^(?:files?|source files?|tests?|test files?|sanitizers?(?: used)?|unit tests?|props)$/u;

/** `| Event | Owner | Clerk |`, `| Login method | Users | Admins |`: who is told, or logs in how. */
function tellsWhom([first = '', ...others]: readonly string[]): boolean {
  if (others.some((word) => /^who (?:is|gets) (?:told|notified|informed|paged|contacted|alerted)$/u.test(word)))
    return true;
  return /^(?:events?|alerts?|notifications?|emails?|messages?|(?:login|sign in|auth\w*) (?:methods?|options?)|browsers?|platforms?)$/u.test(
    first,
  );
}

/** What people in an organisation have to do. */
const DUTIES =
  /^(?:(?:key |main |primary |security )?(?:responsibilit(?:y|ies)|dut(?:y|ies)|tasks?)|responsible for|accountable(?: for)?)$/u;

/** "Roles and responsibilities": what people in an organisation have to do is no right. */
export function isOfDuties(heading: string): boolean {
  return /\b(?:responsib\w+|duties|raci)\b/iu.test(heading) && !isRight(heading.toLowerCase());
}

function isRight(word: string): boolean {
  return /\b(?:permissions?|access|rights?|privileges?|can|may|allowed|operations?|scope)\b/u.test(word);
}

/** `Argon2id`, `SHA-256 hash`: what is hashed is not kept. */
export function isHashed(text: string): boolean {
  return HASHED.test(text) && !KEPT.test(text);
}

const HASHED = /\b(?:hash\w*|bcrypt|argon2\w*|scrypt|pbkdf2|hmac\S*|sha-?\d+|salted)\b/iu;
const KEPT =
  /\b(?:aes\S*|encrypt\w*|mask\w*|kms|tokeni\w+|pgcrypto|fernet|truncat\w+|pseudonym\w*|redact\w*|vault)\b/iu;

/** `| Availability of the service | — |`: among assets, what is no data has no class, and no place. */
export function isWithoutClass(said: Cell | undefined, stated: ReadonlyMap<string, Cell>): boolean {
  const named = (stated.get('dataset')?.spans.length ?? 0) > 0 || stated.has('location');
  return /^(?:[-–—]+|n\/?a)$/iu.test(said?.text.trim() ?? '') && !named;
}
