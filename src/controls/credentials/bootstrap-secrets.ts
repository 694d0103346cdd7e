// Secrets on the ways by which a cluster is made, restored, copied and reached: what was supplied has been read, and
// is told with its places; what was not supplied is an open risk of its own, never a pass.

import type { Credential } from '../../intent/operations.js';
import { formatSource } from '../../core/source.js';
import {
  CREDENTIAL_USES,
  itemsOf,
  opensSuperuser,
  secretOf,
  useOf,
  type ClientConfig,
  type CredentialUse,
} from '../../inventory/index.js';
import { nothing } from '../build.js';
import {
  defineControl,
  type ControlContext,
  type ControlDefinition,
  type ControlOutcome,
  type DesignNote,
  type OpenRisk,
} from '../model.js';

/** What would show each way, and how the documents call it in `Used by`. */
const WAYS: { readonly [K in CredentialUse]: { readonly files: string; readonly usedBy: RegExp } } = {
  application: {
    files: 'configuration of the applications (.env, connection URLs)',
    usedBy: /application|service|api/iu,
  },
  pooler: { files: 'configuration of the pooler (pgbouncer.ini, userlist.txt)', usedBy: /pool|pgbouncer/iu },
  bootstrap: {
    files: 'initialisation files (Compose, Dockerfile, init scripts, Kubernetes resources, Terraform)',
    usedBy: /bootstrap|init|provision/iu,
  },
  restore: {
    files: 'files of backup and restore (restore_command, pgbackrest.conf, environment of WAL-G)',
    usedBy: /backup|restore|recover/iu,
  },
  replication: {
    files: 'files of replication (primary_conninfo, CREATE SUBSCRIPTION, .pgpass of a standby)',
    usedBy: /replic|standby|subscription/iu,
  },
};

export const control: ControlDefinition = defineControl({
  id: 'credentials/bootstrap-secrets',
  area: 'credentials',
  title: 'Secrets in bootstrap and restore',
  counters: ['secret-in-bootstrap'],
  design: (context, threats): ControlOutcome => {
    const { clientConfigs } = context.inventory.cluster;
    const all = itemsOf(clientConfigs);
    const asked = CREDENTIAL_USES.filter((use) => use !== 'pooler' || !hasNoPooler(context));
    const ways = asked.map((use) => ({ use, found: all.filter((each) => useOf(each) === use) }));
    const unread = clientConfigs.status === 'read' ? clientConfigs.partial : clientConfigs.reason;
    return {
      ...nothing,
      openRisks: [
        ...ways.filter(({ found }) => found.length === 0).map(({ use }) => unsupplied(context, use, threats)),
        ...ways.flatMap(({ found }) => found.flatMap((each) => clearRisk(context, each, threats))),
        ...storedInCatalog(context).map((what) => storedRisk(what, threats)),
        ...(unread === undefined ? [] : [readInPart(unread, threats)]),
      ],
      notes: ways.filter(({ found }) => isClean(found)).map(({ use, found }) => cleanNote(context, use, found)),
    };
  },
});

/** Every login that the documents state says so. */
function hasNoPooler({ bound }: ControlContext): boolean {
  const { connections } = bound.intent;
  return connections.length > 0 && connections.every(({ pooler }) => pooler === 'none');
}

function unsupplied(context: ControlContext, use: CredentialUse, threats: readonly string[]): OpenRisk {
  const rows = context.bound.intent.credentials.filter((row) => isUsedBy(row, use));
  const stated = rows.map((row) => `${row.credential} is stated for it (${formatSource(row.source)})`);
  return {
    what: `The ${use} path was not read`,
    reason: [`no ${WAYS[use].files} was supplied`, ...stated].join('; '),
    closedBy:
      use === 'restore'
        ? 'run again with the folder of these files (--files), and rotate every credential after a restore'
        : 'run again with the folder of these files (--files)',
    threats,
  };
}

function clearRisk(context: ControlContext, each: ClientConfig, threats: readonly string[]): readonly OpenRisk[] {
  if (secretOf(each) !== 'clear') return [];
  const isSuperuser = opensSuperuser(each, itemsOf(context.inventory.cluster.roles));
  const whose = each.role === null ? 'a secret' : `a password of ${isSuperuser ? 'the superuser ' : ''}${each.role}`;
  return [
    {
      what: `${each.file}:${each.line} holds ${whose} (${useOf(each)}, ${each.key})`,
      reason: `a secret in a file outlives every rotation of the file’s copies; ${rowOf(context, each)}`,
      closedBy: 'a reference to the secret store in its place, and a rotation',
      threats,
    },
  ];
}

function rowOf({ bound }: ControlContext, { role, use }: ClientConfig): string {
  const { credentials } = bound.intent;
  const row =
    credentials.find(({ logins }) => role !== null && logins.includes(role)) ??
    credentials.find((each) => each.logins.length === 0 && use !== undefined && isUsedBy(each, use));
  if (row === undefined) return 'no row of Secrets & Key Management names it';
  const kept = row.store === null ? 'without a store' : `kept in ${row.store}`;
  return `${formatSource(row.source)} states the ${row.credential}, ${kept}`;
}

function isUsedBy({ usedBy }: Credential, use: CredentialUse): boolean {
  return usedBy.some((word) => WAYS[use].usedBy.test(word));
}

/** Dumps carry them, and a restored cluster uses them again. */
function storedInCatalog({ inventory }: ControlContext): readonly string[] {
  return inventory.databases.flatMap(({ name, subscriptions, userMappings }) => [
    ...itemsOf(subscriptions).flatMap((each) =>
      each.connectionHasPassword === true ? [`Subscription ${each.name} in ${name} holds a password`] : [],
    ),
    ...itemsOf(userMappings).flatMap((each) =>
      each.hasPassword === true
        ? [`The user mapping of ${each.role ?? 'PUBLIC'} on ${each.server} in ${name} holds a password`]
        : [],
    ),
  ]);
}

function storedRisk(what: string, threats: readonly string[]): OpenRisk {
  return {
    what,
    reason: 'superusers and dumps see it, and a restored cluster connects with it',
    closedBy: 'a passfile or a client certificate in its place, and a rotation',
    threats,
  };
}

function readInPart(why: string, threats: readonly string[]): OpenRisk {
  return {
    what: 'The supplied files were read in part',
    reason: why,
    closedBy: 'files that can be read, or a look at these by hand',
    threats,
  };
}

function isClean(found: readonly ClientConfig[]): boolean {
  return found.length > 0 && found.every((each) => secretOf(each) !== 'clear');
}

const SHOWN = 12;

function cleanNote({ bound }: ControlContext, use: CredentialUse, found: readonly ClientConfig[]): DesignNote {
  const places = found.map((each) => {
    const form = secretOf(each);
    const said = form === 'reference' ? 'by reference' : form === 'verifier' ? 'as a verifier' : 'without a secret';
    return `${each.file}:${each.line} (${each.key}) ${said}`;
  });
  const more = places.length > SHOWN ? `, and ${places.length - SHOWN} more` : '';
  const verifiers = found.some((each) => secretOf(each) === 'verifier')
    ? ' A verifier can be guessed offline, and an md5 one lets in whoever has it: these files are secrets too.'
    : '';
  return {
    title: `Secrets of the ${use} path`,
    text: `No secret stands in clear in what was read of it: ${places.slice(0, SHOWN).join(', ')}${more}.${verifiers}`,
    sources: bound.intent.credentials.filter((row) => isUsedBy(row, use)).map(({ source }) => source),
  };
}
