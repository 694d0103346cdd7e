// Roles that may log in and of which nobody says what they are, and logins without a stated source.

import { itemsOf, type Role } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { AdrCandidate, AdrOption } from '../candidate.js';
import { listed, type Question, type QuestionContext } from './question.js';

const KIND_OPTIONS: readonly AdrOption[] = [
  {
    title: 'State kind, actor and source of each',
    security: 'Each gets exactly the rights of its actor.',
    operations: 'One row per login in the connection model.',
    performance: 'No cost.',
  },
  {
    title: 'Retire them',
    security: 'They can no longer log in.',
    operations: 'Whatever still uses them stops.',
    performance: 'No cost.',
  },
];

const SOURCE_OPTIONS: readonly AdrOption[] = [
  {
    title: 'A trust zone that is taken over from the platform',
    security: 'Only hosts of the zone can reach the login.',
    operations: "Moves with the platform's own document.",
    performance: 'No cost.',
  },
  {
    title: 'Single addresses',
    security: 'The narrowest admission.',
    operations: 'Every new host is a change of pg_hba.conf.',
    performance: 'No cost.',
  },
];

const ACTOR_OPTIONS: readonly AdrOption[] = [
  {
    title: 'Rows for the operations that it needs',
    security: 'Least privilege, each grant with its reason.',
    operations: 'Rows to write and keep.',
    performance: 'No cost.',
  },
  {
    title: 'No access to data',
    security: 'It can log in and read nothing.',
    operations: 'Whatever relied on its present rights stops.',
    performance: 'No cost.',
  },
];

/** Logins of the platform itself, which its customers can neither state nor remove. */
const PLATFORM =
  /^(?:pg_|rds|cloudsql|azure|supabase_|neon_|cnpg_|streaming_replica$|_crunchy|postgres_exporter$|authenticator$|aurora_)/u;

export const loginQuestions: Question = (context) => [
  ...unstatedKinds(context),
  ...unstatedSources(context),
  ...unstatedActors(context),
];

function unstatedKinds({ intent, inventory }: QuestionContext): readonly AdrCandidate[] {
  const stated = new Set(intent.connections.filter(({ kind }) => kind !== null).map(({ login }) => login));
  const roles = itemsOf(inventory.cluster.roles).filter(
    ({ name, login }) => login && !stated.has(name) && !PLATFORM.test(name),
  );
  const rows = intent.connections.filter(({ kind }) => kind === null);
  const names = [...new Set([...roles.map(({ name }) => name), ...rows.map(({ login }) => login)])].toSorted();
  if (names.length === 0) return [];
  return [
    {
      id: 'kind-of-logins',
      topic: 'login',
      title: `What ${names.length === 1 ? `the login ${names[0] ?? ''} is` : `${names.length} logins are`} for`,
      question: `Whose are the logins ${listed(names)}: of a service, a person, a job, or retired?`,
      evidence: [
        ...roles.slice(0, 50).map(powersOf),
        ...rows.map(({ login }) => `The row of ${login} states no kind that is known.`),
      ],
      options: KIND_OPTIONS,
      recommendation: null,
      blocks: [
        {
          part: 'roles',
          objects: names.map((name) => objectRef('role', [name])),
          what: 'Their rights are neither granted nor withdrawn',
        },
        {
          part: 'connection',
          objects: names.map((name) => objectRef('role', [name])),
          what: 'Their lines of pg_hba.conf',
        },
      ],
      sources: rows.map(({ source }) => source),
    },
  ];
}

function powersOf(role: Role): string {
  const attributes: readonly (readonly [boolean, string])[] = [
    [role.superuser, 'SUPERUSER'],
    [role.bypassRls, 'BYPASSRLS'],
    [role.createRole, 'CREATEROLE'],
    [role.replication, 'REPLICATION'],
  ];
  const held = attributes.flatMap(([has, word]) => (has ? [word] : []));
  const powers = held.length === 0 ? '' : ` and has ${held.join(', ')}`;
  return `${role.name} may log in${powers}; no row of the connection model says what it is for.`;
}

function unstatedSources({ bound }: QuestionContext): readonly AdrCandidate[] {
  const open = bound.logins.filter(
    ({ connection, ranges, local }) => connection.kind !== 'retired' && ranges.length === 0 && !local,
  );
  if (open.length === 0) return [];
  const names = open.map(({ connection }) => connection.login);
  return [
    {
      id: 'sources-of-logins',
      topic: 'zone',
      title: `From where ${listed(names)} connect`,
      question: `From which addresses may ${listed(names)} connect?`,
      evidence: open.map(({ connection: { login, sources } }) =>
        sources.length === 0
          ? `${login} states no source.`
          : `${login} connects from ${sources.join(', ')}, which no trust zone with ranges defines.`,
      ),
      options: SOURCE_OPTIONS,
      recommendation: 'Consume the zones from infrastructure-platform; the default is private connectivity.',
      blocks: [
        {
          part: 'connection',
          objects: names.map((name) => objectRef('role', [name])),
          what: 'Their lines of pg_hba.conf',
        },
      ],
      sources: open.map(({ connection }) => connection.source),
    },
  ];
}

/** A login that works with data, whose actor no authorization row with a place in the database names. */
function unstatedActors({ intent }: QuestionContext): readonly AdrCandidate[] {
  const actors = new Set(
    intent.authorizations
      .filter(({ resources, nothing }) => resources.length > 0 || nothing === true)
      .map(({ actor }) => actor),
  );
  const working = intent.connections.filter(({ kind }) => kind === 'service' || kind === 'human' || kind === 'job');
  const open = working.filter(({ actor }) => actor === null || !actors.has(actor));
  if (open.length === 0) return [];
  const names = open.map(({ login }) => login);
  return [
    {
      id: intent.authorizations.length === 0 ? 'authorization-model' : 'authorization-of-logins',
      topic: 'authorization',
      title: `What ${listed(names)} may do`,
      question: `Which operations on which data are authorised for ${listed(names)}?`,
      evidence: open.map(
        ({ login, actor }) =>
          `${login} ${actor === null ? 'names no actor' : `acts as ${actor}, which has no row in the authorization architecture`}.`,
      ),
      options: ACTOR_OPTIONS,
      recommendation: null,
      blocks: [{ part: 'roles', objects: names.map((name) => objectRef('role', [name])), what: 'Their grants' }],
      sources: open.map(({ source }) => source),
    },
  ];
}
