// Rules as canonical pg_hba.conf text: one line each, quoted wherever the word would otherwise mean
// something else. What the grammar cannot say (a line break; on 16 and later a name that begins with
// a slash) is a diagnostic, never an approximation.

import { err, ok, type Diagnostic, type Result } from '../../core/index.js';
import { quoteIfNeeded, type Word } from './quoted.js';
import type { HbaAddress, HbaDatabase, HbaRule, HbaUser } from './rule.js';
import { isDatabaseWord, isUserWord } from './words.js';

export type RenderableRule = Omit<HbaRule, 'file' | 'line'>;

/** The text of the whole file (a newline after every rule), or what could not be said. */
export function renderHba(rules: readonly RenderableRule[], major: number): Result<string, readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const lines: string[] = [];
  for (const rule of rules) {
    const words = ruleWords(rule, major);
    const problems = words.flatMap((word) => ('problem' in word ? [word.problem] : []));
    diagnostics.push(...problems.map(unsayable));
    lines.push(words.map((word) => ('text' in word ? word.text : '')).join(' '));
  }
  return diagnostics.length > 0 ? err(diagnostics) : ok(lines.map((line) => `${line}\n`).join(''));
}

function unsayable(what: string): Diagnostic {
  return {
    code: 'hba-unsayable',
    severity: 'error',
    what,
    why: 'pg_hba.conf has no spelling for it, and a rule that means something else would decide in its place',
    fix: 'rename the database or role, or cover it with +group or all',
  };
}

function ruleWords(rule: RenderableRule, major: number): readonly Word[] {
  const words: Word[] = [
    { text: rule.type },
    joined(
      rule.databases.map((each) => databaseWord(each, major)),
      'databases',
    ),
    joined(
      rule.users.map((each) => userWord(each, major)),
      'users',
    ),
  ];
  if (rule.address !== null) words.push(...addressWords(rule.address));
  words.push({ text: rule.method });
  for (const option of rule.options) words.push(quoteIfNeeded(`${option.name}=${option.value}`, false));
  return words;
}

function joined(words: readonly Word[], what: string): Word {
  if (words.length === 0) return { problem: `a rule without ${what}` };
  const problem = words.find((word) => 'problem' in word);
  return problem ?? { text: words.map((word) => ('text' in word ? word.text : '')).join(',') };
}

function databaseWord(database: HbaDatabase, major: number): Word {
  if (database.kind === 'name') return nameWord(database.name, isDatabaseWord(database.name), major);
  return database.kind === 'regex' ? regexWord(database.pattern, major) : { text: database.kind };
}

function userWord(user: HbaUser, major: number): Word {
  switch (user.kind) {
    case 'all':
      return { text: 'all' };
    case 'name':
      return nameWord(user.name, isUserWord(user.name), major);
    case 'group':
      // The plus must stay outside the quotes; quotes later in a token still protect blanks and commas.
      return quoteTail('+', user.name);
    case 'regex':
      return regexWord(user.pattern, major);
  }
}

function regexWord(pattern: string, major: number): Word {
  if (major < 16) return { problem: `the regular expression /${pattern}: PostgreSQL ${major} has none in pg_hba.conf` };
  return quoteIfNeeded(`/${pattern}`, false);
}

function nameWord(name: string, isKeyword: boolean, major: number): Word {
  if (name === '') return { problem: 'an empty name' };
  if (major >= 16 && name.startsWith('/')) {
    return {
      problem: `the name "${name}": from PostgreSQL 16 a leading slash makes a regular expression, quoted or not`,
    };
  }
  return quoteIfNeeded(name, isKeyword || name.startsWith('@') || name.startsWith('+'));
}

function quoteTail(prefix: string, text: string): Word {
  const quoted = quoteIfNeeded(text, false);
  return 'text' in quoted ? { text: `${prefix}${quoted.text}` } : quoted;
}

function addressWords(address: HbaAddress): readonly Word[] {
  switch (address.kind) {
    case 'cidr':
      return [{ text: `${address.address}/${address.prefix}` }];
    case 'masked':
      return [{ text: address.address }, { text: address.netmask }];
    case 'host':
      return [quoteIfNeeded(address.name, ['all', 'samehost', 'samenet'].includes(address.name))];
    case 'suffix':
      return [quoteIfNeeded(address.suffix, false)];
    case 'all':
    case 'samehost':
    case 'samenet':
      return [{ text: address.kind }];
  }
}
