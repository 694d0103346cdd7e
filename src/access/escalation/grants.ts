// Privileges that give more than they say: TRIGGER on a table, CREATE on a schema that others search,
// USAGE of a server with stored credentials, parameters that load code.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { itemsOf, type DatabaseInventory, type Relation } from '../../inventory/index.js';
import { effectiveAcl, type Acl } from '../../pg/acl.js';
import { roleGrantee, type Grantee } from '../../pg/grantee.js';
import { objectRef, type ObjectKind } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import type { EscalationEdge, EscalationFacts } from './model.js';
import { searchedBy } from './search-path.js';

export function grantEdges(facts: EscalationFacts): readonly EscalationEdge[] {
  return [
    ...parameterEdges(facts),
    ...facts.inventory.databases.flatMap((database) => [
      ...itemsOf(database.relations).flatMap((relation) => triggerEdges(database, relation, facts.major)),
      ...schemaEdges(database, facts),
      ...mappingEdges(database, facts.major),
      ...subscriptionEdges(database),
    ]),
  ];
}

interface Owned {
  readonly owner: string;
  readonly acl: Acl;
}

function grantees(kind: ObjectKind, { owner, acl }: Owned, privilege: Privilege, major: number): readonly Grantee[] {
  return effectiveAcl(kind, owner, acl, major).flatMap((item) =>
    item.privilege !== privilege || (item.grantee.kind === 'role' && item.grantee.name === owner) ? [] : [item.grantee],
  );
}

function triggerEdges(database: DatabaseInventory, relation: Relation, major: number): readonly EscalationEdge[] {
  if (relation.kind !== 'table' && relation.kind !== 'view' && relation.kind !== 'foreign-table') return [];
  if (relation.acl === null) return [];
  const object = objectRef(relation.kind, [relation.schema, relation.name], database.name);
  return grantees(relation.kind, relation, 'TRIGGER', major).map((from) => ({
    from,
    to: { kind: 'users-of', object },
    how: 'trigger-privilege',
    through: object,
    why: 'a trigger that it puts on the table runs its own function with the rights of whoever writes there',
    stop: 'REVOKE TRIGGER ON the table FROM it',
  }));
}

function schemaEdges(database: DatabaseInventory, facts: EscalationFacts): readonly EscalationEdge[] {
  const searched = searchedBy(facts.inventory, database.name);
  return itemsOf(database.schemas).flatMap((schema): readonly EscalationEdge[] => {
    const users = searched.get(schema.name);
    if (users === undefined) return [];
    const through = objectRef('schema', [schema.name], database.name);
    const base = {
      how: 'schema-create',
      through,
      why: 'what it creates there is found first by names without a schema, and then runs with the rights of whoever searches the schema',
      stop: 'REVOKE CREATE ON SCHEMA … FROM it, or take the schema out of the search_path',
    } as const;
    return grantees('schema', schema, 'CREATE', facts.major).flatMap((from): readonly EscalationEdge[] => {
      if (users === 'everybody') return [{ ...base, from, to: { kind: 'users-of', object: through } }];
      const others = users.filter((name) => from.kind === 'public' || from.name !== name);
      return others.map((name) => ({ ...base, from, to: { kind: 'role', name } }));
    });
  });
}

function mappingEdges(database: DatabaseInventory, major: number): readonly EscalationEdge[] {
  const servers = new Map(itemsOf(database.foreignServers).map((server) => [server.name, server]));
  return itemsOf(database.userMappings).flatMap(({ server: name, role }): readonly EscalationEdge[] => {
    const server = servers.get(name);
    if (server === undefined) return [];
    const users = [roleGrantee(server.owner), ...grantees('foreign-server', server, 'USAGE', major)];
    const may = (who: string): boolean => users.some((user) => user.kind === 'public' || user.name === who);
    const acting = role === null ? users : may(role) ? [roleGrantee(role)] : [];
    return acting.map((from) => ({
      from,
      to: { kind: 'remote', server: name },
      how: 'user-mapping',
      through: objectRef('foreign-server', [name], database.name),
      why: 'it may define foreign tables on the server and there acts with the credentials that the mapping stores',
      stop: 'REVOKE USAGE ON FOREIGN SERVER … FROM it, or DROP USER MAPPING',
    }));
  });
}

/** What a subscription writes, it writes as its owner: triggers of the tables run as him. */
function subscriptionEdges(database: DatabaseInventory): readonly EscalationEdge[] {
  return itemsOf(database.subscriptions).map(({ name, owner }) => ({
    from: roleGrantee(owner),
    to: { kind: 'remote', server: `subscription ${name}` },
    how: 'subscription',
    through: objectRef('subscription', [name], database.name),
    why: 'its owner says to whom the server connects, with the stored password, and what comes from there is written',
    stop: 'DROP SUBSCRIPTION, or give it an owner that can do nothing else',
  }));
}

const CODE =
  /^(?:.*_command|.*_libraries|.*_library_path|jit_provider|ssl_passphrase_command|log_directory|log_filename|data_directory|hba_file|ident_file|config_file|external_pid_file|unix_socket_directories)$/u;

function parameterEdges({ inventory, major }: EscalationFacts): readonly EscalationEdge[] {
  if (major < 15) return [];
  return itemsOf(inventory.cluster.parameterAcls).flatMap(({ name, acl }) =>
    (acl ?? []).map(({ grantee, privilege }): EscalationEdge => {
      const code = CODE.test(name);
      const through = objectRef('parameter', [name]);
      return {
        from: grantee,
        to: code ? { kind: 'host' } : { kind: 'users-of', object: through },
        how: 'parameter',
        through,
        why: code
          ? `${privilege} on ${name} decides what program or library the server loads, or where it writes`
          : `${privilege} on ${name} changes what only superusers may change`,
        stop: `REVOKE ${privilege} ON PARAMETER ${name} FROM it`,
      };
    }),
  );
}
