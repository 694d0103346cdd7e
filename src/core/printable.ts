// Untrusted text for one line of a terminal: control characters, escape sequences and
// bidirectional overrides become visible escapes, so that a table's name cannot move the cursor
// or reverse what a person reads (CVE-2021-42574).

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
