// Law isolation: random policies over a small schema; what is proved must not leak under random rows and sessions on
// a real server, and what is called refuted was replayed. Two databases: one full of rows, one empty for replays.

import { collectInventory } from '../../src/collect/index.js';
import { openAs, openAsSuperuser, targetAs } from '../../src/proof/clone/door.js';
import { withoutHarness } from '../../src/proof/harness-view.js';
import { harnessLineCount } from '../../src/proof/laboratory/collect.js';
import { ReplayGround } from '../../src/proof/replay/index.js';
import { startScratch, type ScratchCluster, type ServerBinaries } from '../../src/proof/scratch/index.js';
import { judgeRows, type Judged } from '../../src/isolation/rows-verdict.js';
import { Random } from '../../src/isolation/random.js';
import { openSolver, type Solver } from '../../src/isolation/solver.js';
import { World } from '../../src/isolation/world.js';
import { readSection, itemsOf, type Inventory, type Policy } from '../../src/inventory/index.js';
import type { Session } from '../../src/session/index.js';
import { sql } from '../../src/sql/sql.js';
import { verbatim } from '../../src/sql/verbatim.js';
import { leaked } from './attack.js';
import { randomPolicies } from './grammar.js';
import { ROLES, ROWS, SCHEMA } from './law-schema.js';

export interface LawResult {
  /** Verdicts; a policy set has one for each command. */
  readonly counts: { proved: number; refuted: number; unknown: number };
  readonly policies: number;
  readonly leaks: readonly string[];
  /** A candidate that no replay confirmed: an unknown, with what it was. */
  readonly unconfirmed: readonly string[];
  /** A refutation whose script does not show it again. */
  readonly scripts: readonly string[];
}

export async function runLaw(server: ServerBinaries, count: number, seed: number): Promise<LawResult> {
  await using cluster = await startScratch({ server });
  const postgres = await openAsSuperuser(cluster, 'postgres');
  for (const statement of ['CREATE DATABASE filled', 'CREATE DATABASE bare']) await postgres.query(verbatim(statement));
  await postgres.query(verbatim(ROLES));
  await postgres.close();
  const [full, bare] = [await openAsSuperuser(cluster, 'filled'), await openAsSuperuser(cluster, 'bare')];
  for (const session of [full, bare]) await session.query(verbatim(SCHEMA));
  await full.query(verbatim(ROWS));
  const inventory = await inventoryOfBare(cluster);
  const solver = openSolver();
  const app = await openAs(cluster, 'filled', 'app');
  const ground = await ReplayGround.open(cluster, inventory, 'bare');
  const random = new Random(seed);
  const result = {
    counts: { proved: 0, refuted: 0, unknown: 0 },
    policies: 0,
    leaks: [''],
    unconfirmed: [''],
    scripts: [''],
  };
  try {
    let world: World | null = null;
    while (result.policies < count) {
      const made = await makePolicies([full, bare], randomPolicies(random));
      if (made === null) continue;
      result.policies += made.length;
      world = worldOf(inventory, made, world);
      for (const judged of await judge(world, solver)) await settle(judged, made, app, ground, bare, result);
    }
  } finally {
    for (const session of [app, full, bare]) await session.close();
    await ground.close();
    await solver.close();
  }
  return {
    ...result,
    leaks: result.leaks.slice(1),
    unconfirmed: result.unconfirmed.slice(1),
    scripts: result.scripts.slice(1),
  };
}

async function settle(
  { verdict, candidates }: Judged,
  made: readonly Policy[],
  app: Session,
  ground: ReplayGround,
  bare: Session,
  result: { counts: LawResult['counts']; leaks: string[]; unconfirmed: string[]; scripts: string[] },
): Promise<void> {
  const said = `${verdict.command}: ${made.map((each) => `${each.permissive ? '' : 'AND '}${each.command} ${each.using ?? ''} CHECK ${each.check ?? ''}`).join(' | ')}`;
  if (verdict.verdict === 'proved') {
    const seen = await leaked(app, verdict.command);
    if (seen !== null) result.leaks.push(`${said} :: ${seen}`);
    result.counts.proved += 1;
    return;
  }
  let why = verdict.reason;
  for (const candidate of candidates) {
    const replay = await ground.replay(candidate);
    if (replay.leaked) {
      result.counts.refuted += 1;
      if (!(await shows(bare, replay.script ?? ''))) result.scripts.push(`${said} :: ${replay.script ?? ''}`);
      return;
    }
    why = replay.observed;
  }
  result.counts.unknown += 1;
  if (candidates.length > 0) result.unconfirmed.push(`${said} :: ${why}`);
}

/** The script's last statement before the end meets at least one row. */
async function shows(superuser: Session, script: string): Promise<boolean> {
  const outcome = await superuser.attempt(verbatim(script.replace(/\nROLLBACK;$/u, '')));
  await superuser.attempt(sql`ROLLBACK`);
  return outcome.ok && outcome.value.count > 0;
}

async function inventoryOfBare(cluster: ScratchCluster): Promise<Inventory> {
  const target = targetAs(cluster, 'bare', cluster.superuser);
  const collected = await collectInventory(target, { databases: ['bare'] });
  return withoutHarness(collected, { hbaLines: harnessLineCount(cluster), roles: [cluster.superuser] });
}

/** In force in every database, as the server prints them; null when it refuses one. */
async function makePolicies(
  sessions: readonly Session[],
  statements: readonly string[],
): Promise<readonly Policy[] | null> {
  for (const session of sessions) {
    for (const name of ['p0', 'p1', 'p2']) await session.query(verbatim(`DROP POLICY IF EXISTS ${name} ON app.docs`));
    for (const statement of statements) if (!(await session.attempt(verbatim(statement))).ok) return null;
  }
  const answer = await sessions[0]!.query(
    sql`SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_catalog.pg_policies WHERE tablename = 'docs' ORDER BY 1`,
  );
  return answer.rows.map(([name, permissive, roles, command, using, check]) => ({
    schema: 'app',
    relation: 'docs',
    name: name ?? '',
    command: commandOf(command ?? ''),
    permissive: permissive === 'PERMISSIVE',
    roles: roles === '{public}' ? [] : ['grp'],
    forPublic: roles === '{public}',
    using: using ?? null,
    check: check ?? null,
    comment: null,
  }));
}

function commandOf(text: string): Policy['command'] {
  const found = (['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const).find((each) => each === text);
  return found ?? 'ALL';
}

function worldOf(inventory: Inventory, policies: readonly Policy[], parsed: World | null): World {
  const database = inventory.databases[0]!;
  const others = itemsOf(database.policies).filter((each) => each.relation !== 'docs');
  const changed = { ...database, policies: readSection([...others, ...policies]) };
  return new World({ ...inventory, databases: [changed] }, changed, parsed);
}

async function judge(world: World, solver: Solver): Promise<readonly Judged[]> {
  const ownership = {
    key: 'tenant_id',
    carrier: { kind: 'setting', setting: 'app.tenant_id' },
    model: 'honest',
  } as const;
  const relation = world.relation('app', 'docs')!;
  const judged = await judgeRows(solver, { world, relation, role: 'app', channel: 'table', ownership });
  return judged.filter((each) => each.verdict.channel === 'table');
}
