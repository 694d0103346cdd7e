// Mappings as canonical pg_ident.conf text, one line each. What the grammar cannot say (a line break, a name that begins
// with a slash) is a problem to tell, never an approximation.
// https://www.postgresql.org/docs/current/auth-username-maps.html

import { err, ok, type Result } from '../core/result.js';
import { quoteIfNeeded, type Word } from './hba/quoted.js';
import type { IdentMapping, IdentRole, IdentSystemUser } from './ident-map.js';

export type RenderableMapping = Omit<IdentMapping, 'file' | 'line'>;

/** The lines, a newline after each, or what could not be said. */
export function renderIdent(mappings: readonly RenderableMapping[], major: number): Result<string, readonly string[]> {
  const lines: string[] = [];
  const problems: string[] = [];
  for (const { map, systemUser, role } of mappings) {
    const words = [nameWord(map), systemWord(systemUser), roleWord(role, major)];
    problems.push(...words.flatMap((word) => ('problem' in word ? [word.problem] : [])));
    lines.push(`${words.map((word) => ('text' in word ? word.text : '')).join(' ')}\n`);
  }
  return problems.length > 0 ? err(problems) : ok(lines.join(''));
}

function nameWord(name: string, isKeyword = false): Word {
  if (name === '') return { problem: 'an empty name' };
  return quoteIfNeeded(name, isKeyword || name.startsWith('@') || name.startsWith('+'));
}

function systemWord(user: IdentSystemUser): Word {
  if (user.kind === 'regex') return quoteIfNeeded(`/${user.pattern}`, false);
  if (user.name.startsWith('/'))
    return { problem: `the name "${user.name}": a leading slash makes a regular expression, quoted or not` };
  return nameWord(user.name);
}

function roleWord(role: IdentRole, major: number): Word {
  if (role.kind === 'name') {
    if (major >= 16 && role.name.startsWith('/'))
      return { problem: `the role "${role.name}": from PostgreSQL 16 a leading slash makes a regular expression` };
    return nameWord(role.name, role.name === 'all');
  }
  if (major < 16) return { problem: `PostgreSQL ${major} maps to plain role names alone` };
  if (role.kind === 'all') return { text: 'all' };
  if (role.kind === 'regex') return quoteIfNeeded(`/${role.pattern}`, false);
  const group = quoteIfNeeded(role.name, false);
  return 'text' in group ? { text: `+${group.text}` } : group;
}
