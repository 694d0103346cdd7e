// Ids before a title: `T-01: SQL injection`, `[S1] Spoofed caller`, `R2 — Repudiation`.

export interface Coded {
  readonly id: string;
  readonly title: string;
}

/** Names of standards and buckets look like ids and are none. */
const ID = '((?!CVE|CWE|RFC|ISO|SHA|AES|TLS|NIST|OWASP)[A-Z]{1,8}[-_.]?[0-9]{1,4}(?:\\.[0-9]{1,3})?)';
const FORMS: readonly RegExp[] = [
  new RegExp(`^\\[${ID}\\]\\s*[—–:：.)-]?\\s*(\\S.*)$`, 'u'),
  new RegExp(`^${ID}\\s*[—–:：)-]\\s*(\\S.*)$`, 'u'),
  new RegExp(`^${ID}\\.?\\s+[—–-]?\\s*(\\S.*)$`, 'u'),
];

export function codedTitle(text: string): Coded | null {
  for (const [index, form] of FORMS.entries()) {
    const [, id, title] = form.exec(text) ?? [];
    if (id === undefined || title === undefined) continue;
    // Without a mark between them only an id with a dash or dot is one: `S3 bucket` begins with a word.
    if (index < 2 || /[-_.]/u.test(id) || /^\S+\./u.test(text)) return { id, title };
  }
  return null;
}

export function isCode(text: string): boolean {
  return new RegExp(`^\\[?${ID}\\]?$`, 'u').test(text.trim());
}
