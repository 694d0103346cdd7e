// The roles that a text names: those that the document knows from elsewhere, or, where it knows none, words for people.

import { roleWords, speaksOfRole, tellsAboutRoles } from '../sections/roles.js';
import { beginsWithDeed } from '../words/deeds.js';
import { singular } from '../words/head-nouns.js';
import { normalWords } from '../words/normal.js';

/** Who has merely proved who it is, or not even that, is in no role. */
const ANYBODY =
  /^(?:public|anon\w*|authenticated|any|anyone|everyone|all|none|api|user|users|client|clients|service)$/u;

/** Its last word is that of a role: "User changes password" is none. */
export function namesRole(text: string, roles: ReadonlySet<string>): boolean {
  const plain = roleWords(text.replace(/\s*[(（][^()（）]*[)）]$/u, ''));
  if (tellsAboutRoles(text) || (plain.includes(' ') && beginsWithDeed(plain))) return false;
  return roles.has(normalWords(text)) || speaksOfRole(plain.split(' ').at(-1) ?? '');
}

export function rolesIn(text: string, known: ReadonlySet<string>): readonly string[] {
  const said = normalWords(text);
  const words = said.split(' ').filter(Boolean);
  const named = words.filter((word) => !ANYBODY.test(word) && !/^(?:not|no)$/u.test(word));
  // Only the words that stand first: "participant/role check" names nobody.
  if (known.size === 0) return unique(named.slice(0, 2).filter((word) => speaksOfRole(word)));
  const phrases = [...known].filter((name) => name.includes(' ') && ` ${said} `.includes(` ${name} `));
  return unique([...phrases, ...named.filter((word) => known.has(word) || known.has(singular(word)))]);
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
