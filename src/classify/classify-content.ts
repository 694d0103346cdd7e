// What the values of a column look like: check digits and shapes that prose does not have by chance.
// Values come in, one guess goes out; nothing of a value is kept.

import ipaddr from 'ipaddr.js';
import { classifyProse } from './classify-prose.js';
import type { Guess } from './guess.js';
import { isAadhaar, isCardNumber, isCpf, isFrenchNir, isGermanTaxId, isIban } from './check-digits.js';
import type { DataKind } from './data-kinds.js';

interface Shape {
  readonly kind: DataKind;
  readonly name: string;
  readonly fits: (text: string) => boolean;
}

const SHAPES: readonly Shape[] = [
  { kind: 'email', name: 'e-mail addresses', fits: (text) => /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/iu.test(text) },
  { kind: 'bank-account', name: 'IBANs', fits: isIban },
  { kind: 'payment-card', name: 'card numbers', fits: isCardNumber },
  {
    kind: 'national-id',
    name: 'US social security numbers',
    fits: (text) => /^(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/u.test(text),
  },
  {
    kind: 'national-id',
    name: 'UK national insurance numbers',
    fits: (text) =>
      /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]$/iu.test(text),
  },
  { kind: 'national-id', name: 'French social security numbers', fits: isFrenchNir },
  { kind: 'national-id', name: 'Brazilian CPF numbers', fits: isCpf },
  { kind: 'national-id', name: 'Indian Aadhaar numbers', fits: isAadhaar },
  { kind: 'national-id', name: 'German tax ids', fits: isGermanTaxId },
  { kind: 'national-id', name: 'Indian PAN', fits: (text) => /^[A-Z]{3}[ABCFGHLJPTK][A-Z]\d{4}[A-Z]$/u.test(text) },
  {
    kind: 'ip-address',
    name: 'IP addresses',
    fits: (text) => isAddress(text.replace(/\/\d{1,3}$/u, '')),
  },
  { kind: 'geolocation', name: 'coordinates', fits: (text) => /^-?\d{1,2}\.\d{3,},\s*-?\d{1,3}\.\d{3,}$/u.test(text) },
  { kind: 'health', name: 'ICD-10 codes', fits: (text) => /^[A-TV-Z]\d[0-9AB]\.[0-9A-TV-Z]{1,4}$/u.test(text) },
  {
    kind: 'credential',
    name: 'password hashes',
    fits: (text) =>
      /^(?:\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|\$argon2(?:id|i|d)\$.+|\$[156]\$.+|SCRAM-SHA-256\$.+|pbkdf2[_:$].+)$/u.test(
        text,
      ),
  },
  {
    kind: 'credential',
    name: 'tokens',
    fits: (text) =>
      /^(?:eyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?:sk|pk|rk)_(?:live|test)_\w{8,}|gh[pousr]_\w{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*)$/u.test(
        text,
      ),
  },
  {
    kind: 'phone',
    name: 'phone numbers',
    fits: (text) => /^\+\d{1,3}[ \d().-]{6,18}$/u.test(text) && text.replace(/\D/gu, '').length <= 15,
  },
];

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** Fewer values tell nothing; a column is of a kind when nearly all of them are. */
const FEWEST = 5;
const SHARE = 0.8;

/** Values of one column; null and empty ones are left aside. */
export function classifyContent(values: Iterable<string | null>): Guess | null {
  const counts = new Map<Shape, number>();
  const texts: string[] = [];
  for (const value of values) {
    const text = value?.trim() ?? '';
    if (text === '') continue;
    texts.push(text);
    const shape = SHAPES.find((each) => each.fits(text));
    if (shape !== undefined) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const total = texts.length;
  if (total < FEWEST) return null;
  const found = [...counts].find(([, count]) => count >= total * SHARE)?.[0];
  return found === undefined
    ? classifyProse(texts)
    : { kind: found.kind, confidence: 'high', reason: `its contents look like ${found.name}` };
}
