// Lines of pg_ident.conf as checks judge them: those that a line of pg_hba.conf names, and whom they let in.

import { itemsOf, type IdentFileMap, type Inventory } from '../inventory/index.js';
import { memberOf } from '../inventory/member-of.js';
import { compileAuthRegex } from '../pg/auth-regex.js';
import { userMatches } from '../pg/hba/match.js';
import { roleOf, systemUserOf, type IdentRole, type IdentSystemUser } from '../pg/ident-map.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import { admits, hbaLines } from './hba-line.js';

export interface IdentLine {
  readonly line: IdentFileMap;
  readonly object: ObjectRef;
  readonly systemUser: IdentSystemUser;
  readonly role: IdentRole;
  /** Login roles that a line of pg_hba.conf lets in through it, under some external name. */
  readonly reaches: readonly string[];
}

export function identLines(inventory: Inventory): readonly IdentLine[] {
  const isMember = memberOf(inventory);
  const logins = itemsOf(inventory.cluster.roles).filter((role) => role.login);
  const rules = hbaLines(inventory).filter((line) => admits(line));
  return itemsOf(inventory.cluster.identMaps)
    .filter(({ error }) => error === null)
    .map((line) => {
      const systemUser = systemUserOf(line.systemUser);
      const role = roleOf({ text: line.databaseUser, quoted: line.quoted === true }, inventory.server.major);
      const users = rules.flatMap(({ rule, parsed }) =>
        rule.options.includes(`map=${line.map}`) ? (parsed?.users ?? []) : [],
      );
      const reaches = logins
        .map(({ name }) => name)
        .filter((name) => users.some((user) => userMatches(user, name, { isMember }) !== false))
        .filter((name) => isMapped(role, systemUser, name, isMember));
      return { line, object: objectRef('hba-line', [line.file, String(line.line)]), systemUser, role, reaches };
    });
}

/** With `\1` the role is what the expression finds: it may be any. */
function isMapped(
  role: IdentRole,
  systemUser: IdentSystemUser,
  name: string,
  isMember: (member: string, role: string) => boolean,
): boolean {
  switch (role.kind) {
    case 'all':
      return true;
    case 'name':
      return role.name === name || (systemUser.kind === 'regex' && role.name.includes('\\1'));
    case 'group':
      return isMember(name, role.name);
    case 'regex':
      return compileAuthRegex(role.pattern)?.test(name) !== false;
  }
}
