// Writing through a view: with the rights and policies of who reads the relation for it, on rows that the view shows;
// what is written need not be shown again unless the view has a check option.
// https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS

import type { Relation } from '../../inventory/index.js';
import { asList, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { codeOn } from '../body/code-on.js';
import { rowSecurityFor } from '../policies.js';
import { parsing } from '../question.js';
import { mayUse, type Judged, type Subject } from '../rows-verdict.js';
import type { Solver } from '../solver.js';
import type { Candidate } from '../verdict.js';
import { settled, suspected, usersOf, verdictBase } from './channel.js';
import { planted } from './planted.js';
import { policiesSuffice } from './suffice.js';
import { actorBelow, judgeView, readersOf } from './views.js';

const WRITING = ['insert', 'update', 'delete'] as const;
type Writing = (typeof WRITING)[number];

export async function judgeWriting(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for (const view of readersOf(subject)) {
    if (view.kind !== 'view') continue;
    for (const command of WRITING) {
      const [actor] = usersOf(subject, (name) => mayUse(subject.world, name, view, command));
      if (actor !== undefined) found.push(await judgeWrite(solver, subject, view, command, actor));
    }
  }
  return found;
}

async function judgeWrite(
  solver: Solver,
  subject: Subject,
  view: Relation,
  command: Writing,
  actor: string,
): Promise<Judged> {
  const { world, relation } = subject;
  const base = verdictBase(subject, 'view', command);
  const name = `${view.schema}.${view.name}`;
  const shape = await parsing(world, () => shapeOf(subject, view));
  const exposed = await parsing(world, () => exposes(subject, view));
  const own = codeOn(world, view);
  if (shape === 'not-updatable' && own.length === 0)
    return settled(base, 'proved', `the server refuses to write through ${name}: its query is not a simple one`);
  const below = actorBelow(world, view, actor, relation);
  const open = `through ${name} rows of another tenant may be written with the rights of ${view.owner}`;
  const attempt = suspected(
    base,
    open,
    attempts(subject, view, command, actor, exposed),
    `ALTER VIEW ${name} SET (security_invoker = true, check_option = cascaded)`,
  );
  if (own.length > 0 || below === null) return attempt;
  if (await policiesSuffice(solver, subject, below, command))
    return settled(base, 'proved', `${name} writes as ${below}, whose policies keep tenants apart`);
  // With policies in force for the role below, what the view shows is more than its own condition.
  if (rowSecurityFor(world, below, relation) === 'applies') return attempt;
  const shows = (await judgeView(solver, subject, view)).verdict.verdict === 'proved';
  const kept = command === 'delete' || shape === 'checked' || (command === 'update' && shape === 'keyless');
  return shows && kept
    ? settled(base, 'proved', `${name} shows no row of another tenant and lets none be made`)
    : attempt;
}

/** What of a view's shape bears on writing; `checked`: rows that it would not show are refused. */
type Shape = 'not-updatable' | 'checked' | 'keyless' | 'free';

function shapeOf({ world, ownership, relation }: Subject, view: Relation): Shape {
  const parsed = world.parsed(view.definition ?? '');
  const select = parsed.ok ? parsed.statements[0]?.node : undefined;
  if (select === undefined) return 'free';
  if (!isSimple(select)) return 'not-updatable';
  const option = view.options.find((each) => each.startsWith('check_option='));
  const direct = view.reads.some(({ schema, name }) => schema === relation.schema && name === relation.name);
  if (option === 'check_option=cascaded' || (option === 'check_option=local' && direct)) return 'checked';
  return direct && !names(select, ownership.key) ? 'keyless' : 'free';
}

function isSimple(select: Tree): boolean {
  const from = asList(child(select, 'fromClause'));
  const other = ['withClause', 'distinctClause', 'groupClause', 'havingClause', 'limitCount', 'limitOffset', 'larg'];
  return (
    from.length === 1 &&
    child(from[0], 'RangeVar') !== undefined &&
    other.every((key) => child(select, key) === undefined)
  );
}

/** Whether the key may be among the columns that the view has. */
function names(select: Tree, key: string): boolean {
  return asList(child(select, 'targetList')).some((target) => {
    const fields = asList(child(target, 'ResTarget', 'val', 'ColumnRef', 'fields'));
    return fields.some((field) => child(field, 'A_Star') !== undefined || child(field, 'String', 'sval') === key);
  });
}

/** Whether the view has the key under its own name, so that a value written there is the row's tenant. */
function exposes({ world, ownership, relation }: Subject, view: Relation): boolean {
  const parsed = world.parsed(view.definition ?? '');
  const select = parsed.ok ? parsed.statements[0]?.node : undefined;
  const direct = view.reads.some(({ schema, name }) => schema === relation.schema && name === relation.name);
  return (
    direct &&
    asList(child(select, 'targetList')).some((target) => {
      const alias = textAt(target, 'ResTarget', 'name');
      const fields = stringsAt(target, 'ResTarget', 'val', 'ColumnRef', 'fields');
      return fields.at(-1) === ownership.key && (alias === '' || alias === ownership.key);
    })
  );
}

/** A foreign row that is removed or changed, the session's own row that is given away, a foreign row that is made. */
function attempts(
  subject: Subject,
  view: Relation,
  command: Writing,
  actor: string,
  exposed: boolean,
): readonly Candidate[] {
  const { observe: _none, ...plain } = planted(subject, { kind: 'truncate' }, actor);
  const [foreign] = plain.rows;
  const through: readonly [string, string] = [view.schema, view.name];
  const writes = foreign?.values ?? {};
  if (command === 'insert') return !exposed ? [] : [{ ...plain, command, through, rows: [], target: null, writes }];
  if (command === 'delete') return [{ ...plain, command, through }];
  const own = { ...plain, rows: [{ relation: plain.relation, temporary: false, values: ownValues(plain) }] };
  const changed = { ...plain, command, through, writes: {} };
  return exposed ? [changed, { ...own, command, through, writes }] : [changed];
}

function ownValues({ rows, session }: Candidate): Readonly<Record<string, string | null>> {
  const [key] = Object.keys(rows[0]?.values ?? {});
  const [mine] = Object.values(session.settings);
  return key === undefined || mine === undefined ? {} : { [key]: mine };
}
