// Reads pg_ident.conf as the server does: which system name may log in as which role, per map.
// From 16 a role may also be a regular expression, `all`, or `+group`; before, it is a plain name.
// https://www.postgresql.org/docs/current/auth-username-maps.html

import type { ConfigReader } from './config-reader.js';
import { authRegexProblem, compileAuthRegex } from './auth-regex.js';
import { tokenizeAuthFile, type AuthLine, type AuthToken } from './hba/tokens.js';

/** A system name beginning with a slash is a regular expression, kept without the slash. */
export type IdentSystemUser =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'regex'; readonly pattern: string };

/** `name` may hold `\1` when the system user is a regular expression. */
export type IdentRole =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'regex'; readonly pattern: string };

export interface IdentMapping {
  readonly file: string;
  readonly line: number;
  readonly map: string;
  readonly systemUser: IdentSystemUser;
  readonly role: IdentRole;
}

export interface IdentFile {
  readonly mappings: readonly IdentMapping[];
  readonly errors: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

/** Parses `file` and what it includes. */
export function parseIdentMap(reader: ConfigReader, file: string, major: number): IdentFile {
  const mappings: IdentMapping[] = [];
  const errors: { file: string; line: number; message: string }[] = [];
  for (const line of tokenizeAuthFile(reader, file, major)) {
    const mapping = line.error === undefined ? parseLine(line, major) : line.error;
    if (typeof mapping === 'string') errors.push({ file: line.file, line: line.line, message: mapping });
    else mappings.push(mapping);
  }
  return { mappings, errors };
}

function parseLine(line: AuthLine, major: number): IdentMapping | string {
  const single = line.fields.slice(0, 3).find((field) => field.length > 1);
  if (single !== undefined) return 'multiple values in ident field';
  const [map, system, role] = line.fields.map((field) => field[0]);
  if (map === undefined || system === undefined || role === undefined) return 'missing entry at end of line';
  for (const token of [system, ...(major >= 16 ? [role] : [])]) {
    const problem = token.text.startsWith('/') ? authRegexProblem(token.text.slice(1)) : undefined;
    if (problem !== undefined) return `invalid regular expression "${token.text.slice(1)}": ${problem}`;
  }
  const { file, line: number } = line;
  return {
    file,
    line: number,
    map: map.text,
    systemUser: systemUserOf(system.text),
    role: roleOf(role, major),
  };
}

/** Quoted or not, a leading slash makes a regular expression. */
export function systemUserOf(text: string): IdentSystemUser {
  return text.startsWith('/') ? { kind: 'regex', pattern: text.slice(1) } : { kind: 'name', name: text };
}

export function roleOf(token: AuthToken, major: number): IdentRole {
  const { text, quoted } = token;
  if (major >= 16 && text.startsWith('/')) return { kind: 'regex', pattern: text.slice(1) };
  if (major >= 16 && !quoted && text === 'all') return { kind: 'all' };
  if (major >= 16 && !quoted && text.startsWith('+')) return { kind: 'group', name: text.slice(1) };
  return { kind: 'name', name: text };
}

/** As pg_ident_file_mappings shows it: without quotes. */
export function systemUserText(user: IdentSystemUser): string {
  return user.kind === 'regex' ? `/${user.pattern}` : user.name;
}

/** As pg_ident_file_mappings shows it: without quotes. */
export function roleText(role: IdentRole): string {
  switch (role.kind) {
    case 'all':
      return 'all';
    case 'group':
      return `+${role.name}`;
    case 'name':
      return role.name;
    case 'regex':
      return `/${role.pattern}`;
  }
}

/** From 16 on: whether quotes would change what the line means. */
export function hasDoubtfulRole({ databaseUser }: { readonly databaseUser: string }): boolean {
  return databaseUser === 'all' || databaseUser.startsWith('+');
}

export interface IdentAttempt {
  readonly map: string;
  readonly systemUser: string;
  readonly role: string;
}

/** `undefined`: an expression is outside what can be judged without the server. */
export function mapAllows(
  mappings: readonly IdentMapping[],
  attempt: IdentAttempt,
  isMember: (user: string, role: string) => boolean,
): boolean | undefined {
  let unknown = false;
  for (const mapping of mappings) {
    if (mapping.map !== attempt.map) continue;
    const answer = mappingAllows(mapping, attempt, isMember);
    if (answer === true) return true;
    if (answer === undefined) unknown = true;
  }
  return unknown ? undefined : false;
}

function mappingAllows(
  mapping: IdentMapping,
  attempt: IdentAttempt,
  isMember: (user: string, role: string) => boolean,
): boolean | undefined {
  if (mapping.systemUser.kind === 'name') {
    return mapping.systemUser.name === attempt.systemUser && roleAllows(mapping.role, attempt.role, isMember);
  }
  const regex = compileAuthRegex(mapping.systemUser.pattern);
  if (regex === undefined) return undefined;
  const match = regex.exec(attempt.systemUser);
  if (match === null) return false;
  const { role } = mapping;
  if (role.kind !== 'name' || !role.name.includes('\\1')) return roleAllows(role, attempt.role, isMember);
  const group = match[1];
  if (group === undefined) return undefined;
  // Only the first \1 is replaced.
  return role.name.replace('\\1', () => group) === attempt.role;
}

function roleAllows(
  role: IdentRole,
  wanted: string,
  isMember: (user: string, role: string) => boolean,
): boolean | undefined {
  switch (role.kind) {
    case 'all':
      return true;
    case 'name':
      return role.name === wanted;
    case 'group':
      return isMember(wanted, role.name);
    case 'regex':
      return compileAuthRegex(role.pattern)?.test(wanted);
  }
}
