// Judges each stated policy: proved, refuted (replayed), or unknown with the reason; and how long the solver took.
import { PRELUDE, psql, sample, schemaFile } from './corpus.mjs';
import { shapeOf } from './synthetic.mjs';

const dist = process.env.PGRAMPART_DIST ?? new URL('../../dist', import.meta.url).pathname;
const load = (path) => import(`${dist}/${path}`);
const { startScratch, discoverServers } = await load('proof/scratch/index.js');
const { collectLaboratory } = await load('proof/laboratory/collect.js');
const { ReplayGround } = await load('proof/replay/index.js');
const { judgeRows } = await load('isolation/rows-verdict.js');
const { openSolver } = await load('isolation/solver.js');
const { World } = await load('isolation/world.js');
const { readCarrier } = await load('intent/words/carrier.js');

const ident = (name) => `"${name.replaceAll('"', '""')}"`;
const TYPES = ['uuid', 'text', 'integer', 'boolean', 'timestamptz', 'jsonb'];

export async function judgeCorpus(wanted, onPolicy) {
  const servers = await discoverServers();
  const server = servers.filter((each) => each.major === 18 && each.origin === 'embedded')[0] ?? servers[0];
  const solver = await openSolver();
  const results = [];
  try {
    const policies = sample().filter(wanted);
    for (const source of new Set(policies.map((each) => each.source))) {
      const cluster = await startScratch({ server, superuser: 'postgres' });
      try {
        results.push(
          ...(await judgeSource(
            cluster,
            solver,
            source,
            policies.filter((each) => each.source === source),
            onPolicy,
          )),
        );
      } finally {
        await cluster.stop();
      }
    }
  } finally {
    await solver.close();
  }
  return results;
}

async function judgeSource(cluster, solver, source, policies, onPolicy) {
  psql(cluster, 'postgres', ['-c', 'CREATE DATABASE app']);
  const file = schemaFile(source);
  if (file !== null) {
    try {
      psql(cluster, 'app', ['-f', file]);
    } catch {
      // Errors of single statements leave the rest loaded.
    }
  }
  psql(
    cluster,
    'app',
    ['-v', 'ON_ERROR_STOP=0'],
    file === null ? PRELUDE : PRELUDE.replaceAll(/CREATE OR REPLACE FUNCTION[^\n]*/gu, ''),
  );
  dropPolicies(cluster);
  const results = [];
  for (const policy of policies) {
    const started = performance.now();
    const result = await judgePolicy(cluster, solver, policy, file !== null);
    results.push({ ...policy, ...result, milliseconds: performance.now() - started });
    onPolicy?.(results.at(-1));
  }
  return results;
}

function dropPolicies(cluster) {
  psql(
    cluster,
    'app',
    [],
    `DO $$ DECLARE r record; BEGIN
    FOR r IN SELECT * FROM pg_policies LOOP EXECUTE format('DROP POLICY %I ON %I.%I', r.policyname, r.schemaname, r.tablename); END LOOP;
    FOR r IN SELECT c.oid::regclass AS t FROM pg_class c WHERE relrowsecurity LOOP EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', r.t); END LOOP; END $$`,
  );
}

async function judgePolicy(cluster, solver, policy, own) {
  // Where the application's own schema lacks a table, it is made around the expression as well.
  const made = (own ? create(cluster, policy) : '') === null ? null : await synthesise(cluster, policy);
  if (made !== null) return { verdict: 'unknown', reason: made };
  const inventory = await collectLaboratory(cluster);
  const database = inventory.databases.find((each) => each.name === 'app');
  const world = new World(inventory, database);
  const relation = world.relation(policy.schema, policy.name);
  const role = policy.roles.includes('service_role') ? 'service_role' : 'bench_app';
  const subject = {
    world,
    relation,
    role,
    channel: 'table',
    ownership: { key: policy.key, carrier: readCarrier(policy.carrier), model: 'honest' },
  };
  const commands =
    policy.command === 'ALL' || policy.command === ''
      ? ['select', 'insert', 'update', 'delete']
      : [policy.command.toLowerCase()];
  const started = performance.now();
  const all = (await judgeRows(solver, subject)).filter(
    (each) => commands.includes(each.verdict.command) && each.verdict.channel !== 'set-role',
  );
  const solving = performance.now() - started;
  const ground = await ReplayGround.open(cluster, inventory, 'app');
  try {
    const verdicts = [];
    for (const judged of all) verdicts.push(await settle(ground, judged));
    return { ...overall(verdicts), solving: solving / Math.max(1, all.length) };
  } finally {
    await ground.close();
    remove(cluster, policy, own);
  }
}

async function settle(ground, { verdict, candidates }) {
  let observed = null;
  for (const candidate of candidates) {
    const replay = await ground.replay(candidate);
    if (replay.leaked) return { verdict: 'refuted', reason: verdict.reason };
    observed = replay.observed;
  }
  return {
    verdict: verdict.verdict,
    reason: observed === null ? verdict.reason : `not replayed (${observed}): ${verdict.reason}`,
  };
}

/** One leak refutes the policy; one open command leaves it open. */
function overall(verdicts) {
  const kinds = ['refuted', 'unknown', 'no-access', 'proved'];
  return (
    kinds.map((kind) => verdicts.find((each) => each.verdict === kind)).find((each) => each !== undefined) ?? {
      verdict: 'unknown',
      reason: 'nothing was judged',
    }
  );
}

const policySql = (policy) => {
  const table = `${ident(policy.schema)}.${ident(policy.name)}`;
  const command = policy.command === '' ? 'ALL' : policy.command;
  const using = policy.using === '' ? '' : ` USING (${policy.using})`;
  const check = policy.check === '' ? '' : ` WITH CHECK (${policy.check})`;
  const roles = policy.roles.filter((each) => each !== 'public');
  const to = roles.length === 0 ? '' : ` TO ${roles.map(ident).join(', ')}`;
  const make = roles.map(
    (role) =>
      `DO $$ BEGIN CREATE ROLE ${ident(role)}; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT ${ident(role)} TO bench_app;`,
  );
  // A restrictive policy alone denies everything: it is judged together with one that admits all.
  const restrictive = policy.permissive !== 'PERMISSIVE';
  return `${make.filter((each) => !each.includes('"bench_app" TO bench_app')).join('\n')}
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ${restrictive ? `CREATE POLICY bench_base ON ${table} USING (true);` : ''}
    CREATE POLICY bench_policy ON ${table} AS ${restrictive ? 'RESTRICTIVE' : 'PERMISSIVE'} FOR ${command}${to}${using}${check};
    GRANT USAGE ON SCHEMA ${ident(policy.schema)} TO bench_app; GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO bench_app;
    DO $$ DECLARE r record; BEGIN FOR r IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)' LOOP
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO bench_app', r.nspname);
      EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO bench_app', r.nspname);
      EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO bench_app', r.nspname); END LOOP; END $$;`;
};

function create(cluster, policy, before = '', path = 'public, extensions') {
  try {
    psql(
      cluster,
      'app',
      ['-v', 'ON_ERROR_STOP=1', '-1'],
      `${before}\nSET search_path = ${ident(policy.schema)}, ${path};\n${policySql(policy)}`,
    );
    return null;
  } catch (error) {
    return `the server refuses it: ${/ERROR:\s+(.*)/u.exec(String(error.stderr))?.[1] ?? String(error)}`;
  }
}

function remove(cluster, policy, own) {
  const table = `${ident(policy.schema)}.${ident(policy.name)}`;
  if (own)
    psql(
      cluster,
      'app',
      ['-v', 'ON_ERROR_STOP=0'],
      `DROP POLICY IF EXISTS bench_policy ON ${table}; DROP POLICY IF EXISTS bench_base ON ${table}; ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`,
    );
  psql(cluster, 'app', ['-v', 'ON_ERROR_STOP=0'], tablesSql(policy.shape ?? [], true));
}

function tablesSql(shape, drop) {
  return shape
    .filter((each) => `${each.schema}.${each.name}` !== 'storage.objects' && each.schema !== 'auth')
    .map(({ schema, name, columns }) => {
      const table = `${ident(schema)}.${ident(name)}`;
      if (drop) return `DROP TABLE IF EXISTS ${table} CASCADE;`;
      const list = [...columns].map(([column, type]) => `${ident(column)} ${type}`);
      return `CREATE SCHEMA IF NOT EXISTS ${ident(schema)}; CREATE TABLE ${table} (${list.join(', ')});`;
    })
    .join('\n');
}

/** Guessed types first, then others for one or two columns, until the server takes the expression. */
async function synthesise(cluster, policy) {
  const there = new Set(
    psql(cluster, 'app', [
      '-At',
      '-c',
      "SELECT schemaname || '.' || tablename FROM pg_tables UNION SELECT schemaname || '.' || viewname FROM pg_views",
    ]).split('\n'),
  );
  policy.shape = (await shapeOf(policy)).filter((each) => !there.has(`${each.schema}.${each.name}`));
  if (policy.shape.length === 0) return create(cluster, policy);
  const slots = policy.shape.flatMap((table) => [...table.columns.keys()].map((column) => ({ table, column })));
  let first = null;
  for (const change of changes(slots)) {
    const former = change.map(({ table, column }) => table.columns.get(column));
    for (const { table, column, type } of change) table.columns.set(column, type);
    const refused = create(cluster, policy, tablesSql(policy.shape, false));
    if (refused === null) return null;
    first ??= refused;
    if (/function .* does not exist|schema .* does not exist/u.test(refused))
      return refused.replace('the server refuses it', 'a function is not in the corpus');
    for (const [index, { table, column }] of change.entries()) table.columns.set(column, former[index]);
  }
  return first;
}

function* changes(slots) {
  yield [];
  for (const slot of slots) for (const type of TYPES) yield [{ ...slot, type }];
  for (const type of TYPES) yield slots.map((slot) => ({ ...slot, type }));
  for (const a of slots)
    for (const b of slots)
      if (a !== b)
        for (const type of ['integer', 'text', 'boolean'])
          yield [
            { ...a, type },
            { ...b, type },
          ];
}
