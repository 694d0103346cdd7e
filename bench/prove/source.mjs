// One application on a scratch server: its schema where the corpus has it, without its policies. A policy is then
// put alone on its table, or on a table made around its expression where the schema has none.
import { ident, PRELUDE, psql, schemaFile } from './corpus.mjs';
import { FUNCTIONS } from './functions.mjs';
import { load } from './program.mjs';
import { changes, missing, shapeOf, tablesSql } from './synthetic.mjs';

const { startScratch, discoverServers } = await load('proof/scratch/index.js');
const { openAsSuperuser, targetAs } = await load('proof/clone/door.js');
const { harnessLineCount } = await load('proof/laboratory/collect.js');
const { withoutHarness } = await load('proof/harness-view.js');
const { collectInventory } = await load('collect/index.js');
const { verbatim } = await load('sql/verbatim.js');

const DROP_POLICIES = `DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT * FROM pg_policies LOOP EXECUTE format('DROP POLICY %I ON %I.%I', r.policyname, r.schemaname, r.tablename); END LOOP;
  FOR r IN SELECT c.oid::regclass AS t FROM pg_class c WHERE relrowsecurity LOOP EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', r.t); END LOOP; END $$;`;

const GRANTS = `DO $$ DECLARE r record; BEGIN FOR r IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)' LOOP
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO bench_app', r.nspname);
  EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO bench_app', r.nspname);
  EXECUTE format('GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA %I TO bench_app', r.nspname); END LOOP; END $$;`;

export class SourceServer {
  #base = null;

  static async start(source, policies) {
    const servers = await discoverServers();
    const server = servers.filter((each) => each.major === 18 && each.origin === 'embedded')[0] ?? servers[0];
    const made = new SourceServer();
    made.world = null;
    made.cluster = await startScratch({ server, superuser: 'postgres' });
    psql(made.cluster, 'postgres', ['-c', 'CREATE DATABASE app']);
    const file = schemaFile(source);
    // Errors of single statements leave the rest loaded.
    if (file !== null) psql(made.cluster, 'app', ['-f', file]);
    psql(
      made.cluster,
      'app',
      [],
      file === null ? PRELUDE : PRELUDE.replaceAll(/CREATE OR REPLACE FUNCTION[^\n]*/gu, ''),
    );
    made.session = await openAsSuperuser(made.cluster, 'app');
    await made.run(`${DROP_POLICIES}\n${rolesSql(policies)}\n${FUNCTIONS[source]?.sql ?? ''}`);
    made.there = await made.tables();
    await made.run(statedColumns(policies, made.there));
    const own = policies.filter((each) => made.there.has(`${each.schema}.${each.name}`));
    await made.run(`${own.map((each) => writeGrant(each)).join('\n')}\n${GRANTS}`);
    // Before the first policy: a table that has had one keeps no row security from it.
    if (own.length > 0) made.#base = await made.collect();
    return made;
  }

  /** The policy in force, and the inventory that says so; or why the server refuses it. */
  async place(policy) {
    const own = this.there.has(`${policy.schema}.${policy.name}`);
    const refused = own ? await this.attempt(policySql(policy)) : '';
    if (refused === null) return { inventory: await this.withPolicies(policy), made: false };
    const still = await this.#around(policy);
    return still === null ? { inventory: await this.collect(), made: true } : { refused: still };
  }

  /** Guessed types first, then others for one or two columns, until the server takes the expression. */
  async #around(policy) {
    policy.shape = missing(await shapeOf(policy), this.there);
    if (policy.shape.length === 0) return this.attempt(policySql(policy));
    const slots = policy.shape.flatMap((table) =>
      [...table.columns.keys()].filter((column) => !table.known?.has(column)).map((column) => ({ table, column })),
    );
    let first = null;
    for (const change of changes(slots)) {
      const former = change.map(({ table, column }) => table.columns.get(column));
      for (const { table, column, type } of change) table.columns.set(column, type);
      const refused = await this.attempt(
        `${tablesSql(policy.shape, false)}\n${policySql(policy)}\n${writeGrant(policy)}\n${GRANTS}`,
      );
      if (refused === null) return null;
      first ??= refused;
      if (isMissing(refused, FUNCTIONS[policy.source]?.sql ?? '')) return `not in the corpus: ${refused}`;
      for (const [index, { table, column }] of change.entries()) table.columns.set(column, former[index]);
    }
    return `the server refuses it: ${first}`;
  }

  async remove(policy) {
    await this.run(
      this.there.has(`${policy.schema}.${policy.name}`) ? DROP_POLICIES : tablesSql(policy.shape ?? [], true),
    );
    if (policy.shape !== undefined) await this.run(`${DROP_POLICIES}\n${tablesSql(policy.shape, true)}`);
  }

  async collect() {
    const target = targetAs(this.cluster, 'app', 'postgres');
    const collected = await collectInventory(target, { databases: ['app'] });
    return withoutHarness(collected, { hbaLines: harnessLineCount(this.cluster), roles: [] });
  }

  /** The source's inventory with what the policy changed in it. */
  async withPolicies(policy) {
    const database = this.#base.databases.find((each) => each.name === 'app');
    const { rows } = await this.session.query(
      verbatim(`SET search_path = ''; SELECT p.policyname, p.cmd, p.permissive, p.roles::text[]::text, p.qual, p.with_check
        FROM pg_catalog.pg_policies p ORDER BY 1`),
    );
    const policies = rows.map(([name, command, permissive, roles, using, check]) => {
      const names = roles
        .slice(1, -1)
        .split(',')
        .map((each) => each.replaceAll('"', ''));
      const forPublic = names.includes('public');
      return {
        schema: policy.schema,
        relation: policy.name,
        name,
        command,
        permissive: permissive === 'PERMISSIVE',
        roles: forPublic ? [] : names,
        forPublic,
        using,
        check,
        comment: null,
      };
    });
    const relations = database.relations.items.map((each) =>
      each.schema === policy.schema && each.name === policy.name
        ? { ...each, rowSecurity: { enabled: true, forced: false } }
        : each,
    );
    const changed = {
      ...database,
      policies: { ...database.policies, items: policies },
      relations: { ...database.relations, items: relations },
    };
    const databases = this.#base.databases.map((each) => (each === database ? changed : each));
    return { ...this.#base, databases };
  }

  async tables() {
    const { rows } = await this.session.query(
      verbatim(
        "SELECT schemaname || '.' || tablename FROM pg_tables UNION SELECT schemaname || '.' || viewname FROM pg_views",
      ),
    );
    return new Set(rows.map(([name]) => name));
  }

  async run(text) {
    if (text.trim() !== '') await this.session.query(verbatim(text));
  }

  /** Null when the server took all of it. */
  async attempt(text) {
    const outcome = await this.session.attempt(verbatim(text));
    return outcome.ok ? null : outcome.error.message;
  }

  async stop() {
    await this.session?.close();
    await this.cluster.stop();
  }
}

/** Where an application's schema has lost a column that was stated as key or carrier since, it gets it back. */
function statedColumns(policies, there) {
  const columns = policies.flatMap(({ schema, name, key, carrier }) => {
    const via = /via\s+(\w+\.\w+)\((\w+) -> (\w+)\)/u.exec(carrier);
    const own = [`${schema}.${name}`, key];
    return via === null ? [own] : [own, [via[1], via[2]], [via[1], via[3]]];
  });
  return columns
    .filter(([table]) => there.has(table))
    .map(
      ([table, column]) =>
        `ALTER TABLE IF EXISTS ${table.split('.').map(ident).join('.')} ADD COLUMN IF NOT EXISTS ${ident(column)} uuid;`,
    )
    .join('\n');
}

/** A function or schema that is nowhere; of one that is there, other types may fit. */
function isMissing(refused, statements) {
  const name = /function ([\w.]+)\(.* does not exist/u.exec(refused)?.[1];
  if (name !== undefined) return !statements.includes(`${name.split('.').at(-1)}(`);
  return /schema .* does not exist/u.test(refused);
}

const writeGrant = ({ schema, name }) =>
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ${ident(schema)}.${ident(name)} TO bench_app;`;

function rolesSql(policies) {
  const roles = new Set(policies.flatMap((each) => each.roles));
  return [...roles]
    .filter((role) => role !== 'public' && role !== 'bench_app')
    .map(
      (role) =>
        `DO $$ BEGIN CREATE ROLE ${ident(role)}; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT ${ident(role)} TO bench_app;`,
    )
    .join('\n');
}

function policySql(policy) {
  const table = `${ident(policy.schema)}.${ident(policy.name)}`;
  const command = policy.command === '' ? 'ALL' : policy.command;
  const using = policy.using === '' ? '' : ` USING (${policy.using})`;
  const check = policy.check === '' ? '' : ` WITH CHECK (${policy.check})`;
  const roles = policy.roles.filter((each) => each !== 'public');
  const to = roles.length === 0 ? '' : ` TO ${roles.map(ident).join(', ')}`;
  // A restrictive policy alone denies everything: it is judged together with one that admits all.
  const restrictive = policy.permissive !== 'PERMISSIVE';
  return `SET search_path = ${ident(policy.schema)}, public, extensions;
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ${restrictive ? `CREATE POLICY bench_base ON ${table} USING (true);` : ''}
    CREATE POLICY bench_policy ON ${table} AS ${restrictive ? 'RESTRICTIVE' : 'PERMISSIVE'} FOR ${command}${to}${using}${check};`;
}
