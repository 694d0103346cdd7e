// Law isolation: random policies over a small schema; what is proved must not leak under random rows and sessions
// on a real server. The grammar covers what the prover reads.
import { collectLaboratory } from '../../src/proof/laboratory/collect.js';
import { openAs, openAsSuperuser } from '../../src/proof/clone/door.js';
import { ReplayGround } from '../../src/proof/replay/index.js';
import { startScratch, type ServerBinaries } from '../../src/proof/scratch/index.js';
import { judgeRows } from '../../src/isolation/rows-verdict.js';
import { openSolver } from '../../src/isolation/solver.js';
import { World } from '../../src/isolation/world.js';
import { readSection, itemsOf, type Inventory, type Policy } from '../../src/inventory/index.js';
import type { Session } from '../../src/session/index.js';
import { Literal } from '../../src/sql/literal.js';
import { sql, type Sql } from '../../src/sql/sql.js';
import { verbatim } from '../../src/sql/verbatim.js';

const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';

const SCHEMA = `
CREATE ROLE app LOGIN; CREATE ROLE grp; GRANT grp TO app;
CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO app;
CREATE TYPE app.state AS ENUM ('draft', 'live');
CREATE TABLE app.docs (id int PRIMARY KEY, tenant_id uuid, owner_id uuid, name text, n int, open boolean, state app.state, tags text[], meta jsonb);
CREATE TABLE app.members (user_id uuid, tenant_id uuid, role text, active boolean NOT NULL DEFAULT true, UNIQUE (user_id, tenant_id));
ALTER TABLE app.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.docs TO app; GRANT SELECT ON app.members TO app;
CREATE FUNCTION app.tenant() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE FUNCTION app.tenant_pl() RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = '' AS $$
  DECLARE t text := current_setting('app.tenant_id', true); BEGIN IF t IS NULL OR t = '' THEN RETURN NULL; END IF; RETURN t::uuid; END $$;
CREATE FUNCTION app.is_member(x uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT EXISTS (SELECT 1 FROM app.members m WHERE m.tenant_id = x AND m.user_id = app.tenant()) $$;
INSERT INTO app.docs SELECT i, t, o, n, k, b, s, g, m FROM (
  SELECT row_number() OVER () AS i, * FROM (VALUES ('${A}'::uuid), ('${B}'), (NULL)) a(t), (VALUES ('${A}'::uuid), ('${B}'), (NULL)) o(o),
    (VALUES ('x', 1, true, 'draft'::app.state, '{a}'::text[], '{"k":"v"}'::jsonb), ('', 0, false, 'live', '{}', '{}'), (NULL, NULL, NULL, NULL, NULL, NULL)) v(n, k, b, s, g, m)) q;
INSERT INTO app.members VALUES ('${A}', '${A}', 'admin', true), ('${B}', '${B}', 'user', false), ('${A}', '${B}', 'user', true);
CREATE ROLE bypass LOGIN BYPASSRLS; GRANT USAGE ON SCHEMA app TO bypass; GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA app TO bypass;
`;

const SESSIONS: readonly Readonly<Record<string, string>>[] = [
  { 'app.tenant_id': A },
  { 'app.tenant_id': B },
  { 'app.tenant_id': A, 'app.other': B },
  { 'app.tenant_id': A, 'app.other': 'true' },
  { 'app.tenant_id': '' },
  {},
  { 'app.other': A },
];

/** A random generator with a seed; the same seed gives the same policies. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const TENANTS = [
  "nullif(current_setting('app.tenant_id', true), '')::uuid",
  "current_setting('app.tenant_id', true)::uuid",
  "current_setting('app.tenant_id')::uuid",
  'app.tenant()',
  '(SELECT app.tenant())',
  'app.tenant_pl()',
];

export function randomCondition(next: () => number, depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] ?? items[0]!;
  const tenant = (): string => pick(TENANTS);
  const inner = (): string => randomCondition(next, depth - 1);
  const atoms: readonly (() => string)[] = [
    () => `tenant_id = ${tenant()}`,
    () => `${tenant()} = tenant_id`,
    () => "tenant_id::text = current_setting('app.tenant_id', true)",
    () => `tenant_id IN (${tenant()})`,
    () => `tenant_id = ANY (ARRAY[${tenant()}, ${tenant()}])`,
    () => `tenant_id IS NOT DISTINCT FROM ${tenant()}`,
    () => `owner_id = ${tenant()}`,
    () => `tenant_id = coalesce(${tenant()}, ${pick(['owner_id', 'tenant_id', 'NULL'])})`,
    () => `tenant_id IN (SELECT m.tenant_id FROM app.members m WHERE m.user_id = ${tenant()})`,
    () =>
      `EXISTS (SELECT 1 FROM app.members m WHERE m.user_id = ${tenant()} AND m.tenant_id = docs.tenant_id AND m.role = 'admin')`,
    () =>
      `tenant_id = (SELECT m.tenant_id FROM app.members m WHERE m.user_id = m.tenant_id AND m.user_id = ${tenant()} LIMIT 1)`,
    () => 'app.is_member(tenant_id)',
    () => 'open',
    () => "name = 'x'",
    () => 'n > 0',
    () => 'n BETWEEN 1 AND 0',
    () => "state = 'draft'",
    () => "'a' = ANY (tags)",
    () => "meta ->> 'k' = 'v'",
    () => "name LIKE 'x%'",
    () => 'name IS NULL',
    () => "current_user = 'app'",
    () => "pg_has_role('grp', 'MEMBER')",
    () => "current_setting('app.other', true) = 'true'",
    () => "tenant_id = current_setting('app.other', true)::uuid",
    () => 'false',
    () => 'true',
  ];
  const joins: readonly (() => string)[] = [
    () => `(${inner()} AND ${inner()})`,
    () => `(${inner()} AND ${inner()})`,
    () => `(${inner()} OR ${inner()})`,
    () => `(NOT ${inner()})`,
    () => `(CASE WHEN ${inner()} THEN ${inner()} ELSE ${inner()} END)`,
    () => `(${inner()} IS ${pick(['TRUE', 'NOT FALSE', 'UNKNOWN'])})`,
    () => `coalesce(${inner()}, ${inner()})`,
  ];
  return depth <= 0 || next() < 0.35 ? pick(atoms)() : pick(joins)();
}

export interface LawResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly leaks: readonly string[];
  readonly notReplayed: readonly string[];
}

export async function runLaw(server: ServerBinaries, count: number, seed: number): Promise<LawResult> {
  await using cluster = await startScratch({ server });
  const superuser = await openAsSuperuser(cluster, 'postgres');
  await superuser.query(verbatim(SCHEMA));
  const inventory = await collectLaboratory(cluster);
  const solver = await openSolver();
  const app = await openAs(cluster, 'postgres', 'app');
  const ground = await ReplayGround.open(cluster, inventory, 'postgres');
  const next = random(seed);
  const counts: Record<string, number> = { proved: 0, refuted: 0, unknown: 0 };
  const leaks: string[] = [];
  const notReplayed: string[] = [];
  try {
    for (let number = 0; number < count; number += 1) {
      const made = await makePolicies(superuser, next);
      if (made === null) continue;
      const judged = await judge(inventory, made, solver);
      for (const each of judged) {
        const proved = each.verdict.verdict === 'proved';
        const seen = proved ? await leaked(app, each.verdict.command) : null;
        if (seen !== null)
          leaks.push(`${each.verdict.command}: ${made.map((policy) => policy.using).join(' | ')} :: ${seen}`);
        counts[proved ? 'proved' : each.candidates.length > 0 ? 'refuted' : 'unknown'] =
          (counts[proved ? 'proved' : each.candidates.length > 0 ? 'refuted' : 'unknown'] ?? 0) + 1;
        if (!proved && number % 10 === 0 && each.candidates.length > 0) {
          // Planted rows must meet an empty table; the random rows are put back after.
          await superuser.query(sql`CREATE TEMPORARY TABLE kept AS TABLE app.docs`);
          await superuser.query(sql`CREATE TEMPORARY TABLE kept_members AS TABLE app.members`);
          await superuser.query(sql`TRUNCATE app.docs, app.members`);
          let confirmed = false;
          for (const candidate of each.candidates) confirmed ||= (await ground.replay(candidate)).leaked;
          if (!confirmed)
            notReplayed.push(`${each.verdict.command}: ${made.map((policy) => policy.using).join(' | ')}`);
          await superuser.query(sql`INSERT INTO app.docs TABLE kept`);
          await superuser.query(sql`INSERT INTO app.members TABLE kept_members`);
          await superuser.query(sql`DROP TABLE kept, kept_members`);
        }
      }
    }
  } finally {
    for (const session of [app, superuser]) await session.close();
    await ground.close();
    await solver.close();
  }
  return { counts, leaks, notReplayed };
}

/** One to three policies, as the server prints them; null when it refuses one. */
async function makePolicies(superuser: Session, next: () => number): Promise<readonly Policy[] | null> {
  await superuser.query(sql`DROP POLICY IF EXISTS p0 ON app.docs`);
  await superuser.query(sql`DROP POLICY IF EXISTS p1 ON app.docs`);
  const number = next() < 0.4 ? 2 : 1;
  for (let index = 0; index < number; index += 1) {
    const restrictive = index > 0 && next() < 0.6;
    const text = `CREATE POLICY p${index} ON app.docs AS ${restrictive ? 'RESTRICTIVE' : 'PERMISSIVE'} ${next() < 0.2 ? 'TO grp ' : ''}USING (${randomCondition(next, 3)})`;
    if (!(await superuser.attempt(verbatim(text))).ok) return null;
  }
  const { rows } = await superuser.query(
    sql`SELECT polname, polpermissive, polroles = '{0}', pg_get_expr(polqual, polrelid) FROM pg_policy ORDER BY 1`,
  );
  return rows.map(([name, permissive, forPublic, using]) => ({
    schema: 'app',
    relation: 'docs',
    name: name ?? '',
    command: 'ALL',
    permissive: permissive === 't',
    roles: forPublic === 't' ? [] : ['grp'],
    forPublic: forPublic === 't',
    using: using ?? null,
    check: null,
    comment: null,
  }));
}

async function judge(inventory: Inventory, policies: readonly Policy[], solver: Parameters<typeof judgeRows>[0]) {
  const database = inventory.databases.find((each) =>
    itemsOf(each.relations).some((relation) => relation.schema === 'app'),
  )!;
  const changed = { ...database, policies: readSection(policies) };
  const world = new World({ ...inventory, databases: [changed] }, changed);
  const relation = world.relation('app', 'docs')!;
  const ownership = {
    key: 'tenant_id',
    carrier: { kind: 'setting', setting: 'app.tenant_id' },
    model: 'honest',
  } as const;
  const judged = await judgeRows(solver, { world, relation, role: 'app', channel: 'table', ownership });
  return judged.filter((each) => each.verdict.channel === 'table');
}

/** Each session tries the command on the random rows; a foreign row that is reached is a leak. */
async function leaked(app: Session, command: string): Promise<string | null> {
  for (const settings of SESSIONS) {
    await app.query(sql`BEGIN`);
    try {
      for (const [name, value] of Object.entries(settings))
        await app.query(sql`SELECT set_config(${Literal.of(name)}, ${Literal.of(value)}, true)`);
      const own = settings['app.tenant_id'] ?? '';
      const seen = await reached(app, command, own);
      if (seen !== null) return `${JSON.stringify(settings)} ${seen}`;
    } finally {
      await app.attempt(sql`ROLLBACK`);
    }
  }
  return null;
}

async function reached(app: Session, command: string, own: string): Promise<string | null> {
  const foreign = own === '' ? sql`true` : sql`tenant_id <> ${Literal.of(own)}::uuid`;
  const statements: Readonly<Record<string, readonly Sql[]>> = {
    select: [sql`SELECT id FROM app.docs WHERE ${foreign}`],
    delete: [sql`DELETE FROM app.docs WHERE ${foreign} RETURNING id`],
    update: [
      sql`UPDATE app.docs SET name = 'changed' WHERE ${foreign} RETURNING id`,
      sql`UPDATE app.docs SET tenant_id = ${Literal.of(own === B ? A : B)}`,
    ],
    insert: [
      sql`INSERT INTO app.docs VALUES (9001, ${Literal.of(own === B ? A : B)}, ${Literal.of(own === B ? B : A)}, 'x', 1, true, 'draft', '{a}', '{"k":"v"}')`,
    ],
  };
  for (const statement of statements[command] ?? []) {
    await app.query(sql`SAVEPOINT one`);
    const outcome = await app.attempt(statement);
    if (outcome.ok && outcome.value.count > 0) return `reached ${outcome.value.count} rows`;
    await app.query(sql`ROLLBACK TO SAVEPOINT one`);
  }
  return null;
}
