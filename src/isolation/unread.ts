// What must have been read of a cluster before anything is said of isolation: who is bound by which policies, and who can
// use what at all. Everything else that is missing is either not needed or is unknown where it is asked for.

import { itemsOf, PASSWORDS_HIDDEN } from '../inventory/index.js';
import type { World } from './world.js';

/**
 * Null when all of it was read. Passwords bind nobody: without superuser's rights their kinds alone are hidden. A database that
 * files do not create is as a new one is: everybody may connect, so that nothing is proved by who may not.
 */
export function unreadPart({ database, inventory }: World): string | null {
  const { policies, relations, columns, schemas } = database;
  const { roles, memberships, databaseFacts } = inventory.cluster;
  const stated = itemsOf(databaseFacts).some((each) => each.name === database.name);
  const sections = { policies, relations, columns, schemas, roles, memberships, ...(stated ? {} : { databaseFacts }) };
  for (const [name, section] of Object.entries(sections)) {
    if (section.status === 'unreadable') return `${name} could not be read: ${section.reason}`;
    const { partial } = section;
    if (partial !== undefined && (section !== roles || partial !== PASSWORDS_HIDDEN))
      return `${name} could be read only in part: ${partial}`;
  }
  return null;
}
