// Whether the server's file says already what is asked for. Where its quotes could not be read, lines are compared as
// pg_hba_file_rules shows them; who is named like a word of the file's language is then in doubt, and said.

import { canonicalJson } from '../../core/canonical-json.js';
import {
  addressBytes,
  canonicalAddress,
  hasDoubtfulWord,
  shownOptions,
  shownWords,
  type HbaAddress,
  type HbaDatabase,
  type HbaUser,
  type RenderableRule,
} from '../../pg/hba/index.js';
import { blockedStep } from '../changes/kind.js';
import type { BlockedStep } from '../model.js';

/** Same lines, same decisions: options in any order, addresses in one spelling. */
export function sameRules(
  left: readonly RenderableRule[],
  right: readonly RenderableRule[],
  exactly: boolean,
): boolean {
  return rulesKey(left, exactly) === rulesKey(right, exactly);
}

function rulesKey(rules: readonly RenderableRule[], exactly: boolean): string {
  return canonicalJson(
    rules.map((rule) => ({
      ...rule,
      ...(exactly ? {} : shownWords(rule)),
      address: addressKey(rule.address),
      options: shownOptions(rule).map((option) => `${option.name}=${option.value}`),
    })),
  );
}

function addressKey(address: HbaAddress | null): unknown {
  if (address?.kind !== 'cidr') return address;
  const bytes = addressBytes(address.address);
  return bytes === undefined ? address : { ...address, address: canonicalAddress(bytes) };
}

/** Names that the view shows like words: nobody here can tell whether the file has them in quotes. */
export function doubtOf(rules: readonly RenderableRule[]): readonly BlockedStep[] {
  const names = rules.flatMap(({ databases, users }) => [
    ...namesOf(databases).filter((name) => hasDoubtfulWord({ databases: [name], users: [] })),
    ...namesOf(users).filter((name) => hasDoubtfulWord({ databases: [], users: [name] })),
  ]);
  return [...new Set(names)].map((name) =>
    blockedStep(
      `pg_hba.conf: ${name} in quotes`,
      `pg_hba_file_rules does not show quotes, and without them ${name} is a word that admits others`,
      'a superuser, or whoever has the file',
    ),
  );
}

function namesOf(words: readonly (HbaDatabase | HbaUser)[]): readonly string[] {
  return words.flatMap((word) => (word.kind === 'name' ? [word.name] : []));
}
