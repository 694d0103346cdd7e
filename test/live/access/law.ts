// Law `access`, judged on one state: the server's has_*_privilege and real attempts against our answers.

import { Client, DatabaseError } from 'pg';
import { accessIndex, accessMatrix, type AccessIndex, type MatrixRow } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import { describeObject, objectKey, objectRef } from '../../../src/pg/object.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { attempts, systemAttempts } from './attempts.js';
import { add, type Counters } from './counters.js';
import { Dice } from './dice.js';
import { DATABASE, ROLES } from './generated-cluster.js';
import { askServer, type Answer } from './server-answers.js';

export async function open(cluster: ScratchCluster, database: string, user?: string): Promise<Client> {
  const { host, port, user: superuser, password } = cluster.connection;
  const client = new Client({ host, port, user: user ?? superuser, password: password.reveal(), database });
  await client.connect();
  return client;
}

export async function indexOf(cluster: ScratchCluster, database: string): Promise<AccessIndex> {
  const { host, port, user, password } = cluster.connection;
  const tls = { mode: 'disable', authority: null } as const;
  const inventory = await collectInventory({ host, port, user, password, database, tls }, { databases: [database] });
  return accessIndex(inventory);
}

/** Each answer is compared four ways: decided, explained, listed by holders, and as a bit of the matrix. */
export async function judgeHolds(
  client: Client,
  index: AccessIndex,
  database: string,
  major: number,
  counters: Counters,
): Promise<readonly string[]> {
  const answers = await askServer(client, database, major);
  const differences: string[] = [];
  const holders = new Map<string, ReadonlySet<string>>();
  const matrix = matrixOf(index);
  for (const answer of answers) {
    const { role, object, privilege, holds, grantable } = answer;
    const ours = index.explain(role, object, privilege);
    const key = `${objectKey(object)} ${privilege}`;
    const known = holders.get(key) ?? new Set(index.holders(object, privilege));
    holders.set(key, known);
    const same =
      ours?.holds === holds &&
      ours.grantable === grantable &&
      index.holds(role, object, privilege) === holds &&
      known.has(role) === holds &&
      matrixAgrees(index, matrix, answer);
    if (!same) {
      const said = `${ours?.holds}/${ours?.grantable}, holders ${known.has(role)}, matrix ${matrixAgrees(index, matrix, answer)}`;
      differences.push(`${role} ${privilege} ${describeObject(object)}: server ${holds}/${grantable}, ours ${said}`);
    }
    if (holds) add(counters, `compared as held: ${object.kind}`, 1);
    if (grantable) add(counters, `compared as grantable: ${object.kind}`, 1);
  }
  add(counters, 'comparisons with has_*_privilege', answers.length * 2);
  return differences;
}

type Matrix = ReadonlyMap<string, ReadonlySet<string>>;

/** Tables and their like share one name space. */
function rowKey(role: string, { kind, path }: MatrixRow['object']): string {
  const like = ['table', 'view', 'materialized-view', 'foreign-table'].includes(kind) ? 'relation' : kind;
  return JSON.stringify([role, like, ...path]);
}

function matrixOf(index: AccessIndex): Matrix {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { role, object, privileges } of accessMatrix(index)) {
    if (typeof role === 'string') found.set(rowKey(role, object), new Set(privileges));
  }
  return found;
}

/** A column without a list of its own has no row: its relation's says it all. */
function matrixAgrees(
  index: AccessIndex,
  matrix: Matrix,
  { role, object, privilege, holds, grantable }: Answer,
): boolean {
  if (index.members.role(role)?.superuser === true) return matrix.has(rowKey(role, { kind: 'everything', path: [] }));
  const own = index.securable(object);
  const noList = object.kind === 'column' && own?.acl === null;
  const asked = noList ? objectRef('table', object.path.slice(0, 2), object.database) : object;
  const row = matrix.get(rowKey(role, asked));
  const given = row?.has(privilege) === true;
  return given === holds && (!holds || row?.has(`${privilege}*`) === grantable);
}

/** On a generated cluster only; `share` in per cent of all attempts. */
export async function judgeUsable(
  cluster: ScratchCluster,
  client: Client,
  index: AccessIndex,
  { seed, share }: { readonly seed: number; readonly share: number },
  counters: Counters,
): Promise<readonly string[]> {
  const dice = new Dice(seed + 1);
  const all = attempts(cluster.major);
  const onItsOwn = await connecting(cluster, ROLES);
  const known = new Set(onItsOwn.keys());
  const chosen = ROLES.flatMap((role) => all.flatMap((attempt) => (dice.chance(share) ? [{ role, attempt }] : [])));
  const asked = await client.query<string[]>({
    text: 'SELECT harness.attempt(who, statement) FROM unnest($1::text[], $2::text[]) WITH ORDINALITY t (who, statement, place) ORDER BY place',
    values: [chosen.map(({ role }) => role), chosen.map(({ attempt }) => attempt.statement)],
    rowMode: 'array',
  });
  const differences: string[] = [];
  for (const role of ROLES) {
    const expected = index.usable(role, objectRef('database', [DATABASE]), 'CONNECT');
    add(counters, expected ? 'attempts that passed' : 'attempts that were refused', 1);
    if (expected !== known.has(role)) differences.push(`${role} CONNECT: attempt ${known.has(role)}, ours ${expected}`);
    for (const attempt of systemAttempts(cluster.major)) {
      const passed = onItsOwn.get(role)?.includes(attempt.statement) === true;
      add(counters, passed ? 'ALTER SYSTEM that passed' : 'ALTER SYSTEM that was refused', 1);
      if (passed !== attempt.expected(index, role))
        differences.push(`${role}: ${attempt.statement}: attempt ${passed}`);
    }
  }
  for (const [place, { role, attempt }] of chosen.entries()) {
    const state = asked.rows[place]?.[0] ?? '';
    const passed = known.has(role) && state !== '42501';
    add(counters, passed ? 'attempts that passed' : 'attempts that were refused', 1);
    if (attempt.statement.includes(' REFERENCES '))
      add(counters, passed ? 'REFERENCES that passed' : 'REFERENCES that was refused', 1);
    const expected = attempt.expected(index, role);
    if (passed !== expected) differences.push(`${role}: ${attempt.statement}: attempt ${state}, ours ${expected}`);
  }
  return differences;
}

/** Who gets in, by trying, and which of the attempts that need a connection of their own then pass. */
async function connecting(
  cluster: ScratchCluster,
  roles: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const role of roles) {
    const client = await open(cluster, DATABASE, role).catch((error: { code?: string }) => {
      if (error.code === '42501') return null;
      throw error;
    });
    if (client === null) continue;
    const passed: string[] = [];
    for (const attempt of systemAttempts(cluster.major))
      if (await passes(client, attempt.statement)) passed.push(attempt.statement);
    found.set(role, passed);
    await client.end();
  }
  return found;
}

/** What stops the statement after its privileges were checked is no refusal. */
async function passes(client: Client, statement: string): Promise<boolean> {
  try {
    await client.query(statement);
    return true;
  } catch (error) {
    return !(error instanceof DatabaseError && error.code === '42501');
  }
}
