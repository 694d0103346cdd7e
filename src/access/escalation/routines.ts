// Routines as ways: SECURITY DEFINER, languages that nobody guards, functions that connect elsewhere.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { itemsOf, type DatabaseInventory, type Routine } from '../../inventory/index.js';
import { effectiveAcl } from '../../pg/acl.js';
import { roleGrantee, type Grantee } from '../../pg/grantee.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { EscalationEdge, EscalationFacts } from './model.js';

export function routineEdges(facts: EscalationFacts): readonly EscalationEdge[] {
  return facts.inventory.databases.flatMap((database) => {
    const languages = new Set(itemsOf(database.languages).flatMap((each) => (each.trusted ? [each.name] : [])));
    return itemsOf(database.routines).flatMap((routine) => [
      ...definerEdges(database, routine, facts),
      ...ownerEdges(database, routine, facts),
      ...hostEdges(database, routine, languages, facts.major),
    ]);
  });
}

export function routineRef(database: string, routine: Routine): ObjectRef {
  return objectRef('routine', [routine.schema, `${routine.name}(${routine.identityArguments})`], database);
}

/** Who may call it besides its owner. */
function callers(routine: Routine, major: number): readonly Grantee[] {
  return effectiveAcl('routine', routine.owner, routine.acl, major).flatMap(({ grantee, privilege }) =>
    privilege !== 'EXECUTE' || (grantee.kind === 'role' && grantee.name === routine.owner) ? [] : [grantee],
  );
}

/** Of a function that runs with its caller's rights. A superuser, or an extension's script, gains nothing by it. */
function ownerEdges(database: DatabaseInventory, routine: Routine, facts: EscalationFacts): readonly EscalationEdge[] {
  if (routine.securityDefiner || routine.returnsTrigger || routine.kind === 'aggregate') return [];
  if (routine.extension !== null || facts.access.members.role(routine.owner)?.superuser === true) return [];
  if (callers(routine, facts.major).length === 0) return [];
  const through = routineRef(database.name, routine);
  return [
    {
      from: roleGrantee(routine.owner),
      to: { kind: 'users-of', object: through },
      how: 'function-owner',
      through,
      why: 'whoever calls the function runs its body with his own rights, and its owner may replace the body',
      stop: 'REVOKE EXECUTE from the others, or give the function an owner whom its callers trust',
    },
  ];
}

/** What the body allows is not judged here. */
function definerEdges(
  database: DatabaseInventory,
  routine: Routine,
  facts: EscalationFacts,
): readonly EscalationEdge[] {
  if (!routine.securityDefiner || routine.returnsTrigger) return [];
  const to = { kind: 'role', name: routine.owner } as const;
  const through = routineRef(database.name, routine);
  const why = 'the function’s body runs with its owner’s rights, whoever calls it';
  const stop = 'REVOKE EXECUTE, or give the function an owner that can do nothing else';
  return callers(routine, facts.major).flatMap((from): readonly EscalationEdge[] => {
    const edge: EscalationEdge = { from, to, how: 'definer-function', through, why, stop };
    return isPinned(routine) ? [edge] : [edge, unpinned(edge)];
  });
}

function isPinned(routine: Routine): boolean {
  return (
    routine.config.some((entry) => entry.toLowerCase().startsWith('search_path=')) || NAMES_BOUND.test(routine.body)
  );
}

/** BEGIN ATOMIC: names were resolved when it was created. */
const NAMES_BOUND = /^\s*(?:BEGIN\s+ATOMIC|RETURN)\b/iu;

function unpinned(edge: EscalationEdge): EscalationEdge {
  return {
    ...edge,
    how: 'definer-search-path',
    why: 'the body finds names without a schema through the caller’s search_path: the caller’s code then runs as the owner',
    stop: 'ALTER FUNCTION … SET search_path = …, pg_temp last',
  };
}

/** C and internal code of extensions guards itself; a function that somebody wrote in such a language does not. */
function hostEdges(
  database: DatabaseInventory,
  routine: Routine,
  trusted: ReadonlySet<string>,
  major: number,
): readonly EscalationEdge[] {
  const through = routineRef(database.name, routine);
  if (
    routine.name === 'dblink_connect_u' ||
    (routine.extension === 'dblink' && routine.name.startsWith('dblink_connect'))
  ) {
    return connecting(routine, through, major);
  }
  if (routine.extension !== null || routine.kind === 'aggregate' || routine.returnsTrigger) return [];
  if (trusted.has(routine.language) || routine.language === 'sql') return [];
  const why = `the language ${routine.language} is not trusted: the body may do whatever the server’s account may`;
  const stop = 'REVOKE EXECUTE ON the function FROM it';
  return callers(routine, major).map((from) => ({
    from,
    to: { kind: 'host' },
    how: 'untrusted-function',
    through,
    why,
    stop,
  }));
}

function connecting(routine: Routine, through: ObjectRef, major: number): readonly EscalationEdge[] {
  const unguarded = routine.name === 'dblink_connect_u';
  const why = unguarded
    ? 'the server connects wherever it says, also to itself, with the server’s own credentials'
    : 'the server connects wherever it says, with a password or a user mapping that it may use';
  const stop = 'REVOKE EXECUTE ON the dblink functions FROM it';
  const to = { kind: 'remote', server: 'any' } as const;
  return callers(routine, major).map((from) => ({ from, to, how: 'connection-function', through, why, stop }));
}
