// The files that a plan leaves for people: scripts by area, configuration, and migrations for the owners of
// the schema. Data only; writing them is the caller's.

import type { Demand, FactKind } from '../../demand/model.js';
import { printable } from '../../core/printable.js';
import { sortBy } from '../../core/order.js';
import { objectKey } from '../../pg/object.js';
import type { FileStep, Plan, SqlStep, Step } from '../model.js';
import { undoOf } from '../undo.js';
import { confLiteral, scriptOf } from './script.js';
import type { Artifact } from './artifact.js';
import { handOffFiles } from './hand-off.js';
import { platformFiles, type PlatformWish } from './platform.js';

const ROW_SECURITY: ReadonlySet<FactKind> = new Set<FactKind>([
  'row-security',
  'policy',
  'no-policy',
  'view-option',
  'routine',
  'created-table',
  'routine-config',
  'routine-security',
  'index',
]);
const COLUMNS: ReadonlySet<FactKind> = new Set<FactKind>(['view', 'tag', 'extension']);
const CONFIGURATION: ReadonlySet<FactKind> = new Set<FactKind>([
  'setting',
  'preload',
  'hba-admit',
  'hba-require',
  'ident-map',
]);

export interface ArtifactOptions {
  /** The clock, for migration tools that order by time. */
  readonly at?: Date;
  readonly platform?: PlatformWish;
}

/**
 * The scripts run in this order: roles and grants, row-level security, columns. `plan.json` has the exact one.
 * `demands` merged: the settings file is written from them, whether or not they hold already.
 */
export function artifactsOf(
  plan: Plan,
  demands: readonly Demand[],
  options: ArtifactOptions = {},
): readonly Artifact[] {
  const inSql = plan.steps.filter(isSql);
  const files = plan.steps.filter((step): step is FileStep => step.action === 'file');
  const area = areasOf(inSql);
  const script = (title: string, wanted: Area): string =>
    scriptOf(
      title,
      inSql.filter((step) => area(step) === wanted),
    );
  const artifacts = [
    {
      path: 'sql/roles-and-grants.sql',
      text: script('Roles, ownership and grants', 'roles'),
    },
    {
      path: 'sql/row-level-security.sql',
      text: script('Row-level security', 'rows'),
    },
    {
      path: 'sql/columns.sql',
      text: script('Columns', 'columns'),
    },
    { path: 'sql/undo.sql', text: undoScript(plan) },
    { path: 'config/settings.conf', text: settingsFile(demands) },
    ...files.map((step) => ({ path: `config/${step.file}`, text: step.content })),
    ...handOffFiles(inSql, { at: options.at ?? new Date(0) }),
    ...(options.platform === undefined ? [] : platformFiles(demands, options.platform)),
  ];
  return sortBy(artifacts, (artifact) => artifact.path);
}

function isSql(step: Step): step is SqlStep {
  return step.action === 'sql';
}

export type { PlatformWish } from './platform.js';

type Area = 'roles' | 'rows' | 'columns' | 'configuration';

/** A grant on what a script creates stands in the same script. */
function areasOf(steps: readonly SqlStep[]): (step: SqlStep) => Area {
  const created = new Map<string, Area>();
  for (const step of steps) {
    if ((step.kind === 'routine' || step.kind === 'view') && step.object !== null) {
      created.set(objectKey(step.object), areaOf(step));
    }
  }
  return (step) => (step.object === null ? undefined : created.get(objectKey(step.object))) ?? areaOf(step);
}

function areaOf(step: SqlStep): Area {
  if (CONFIGURATION.has(step.kind)) return 'configuration';
  if (ROW_SECURITY.has(step.kind)) return 'rows';
  const onColumns = step.statements.some((each) => /^(?:GRANT|REVOKE) [A-Z]+ \(/u.test(each.sql.text));
  return COLUMNS.has(step.kind) || onColumns ? 'columns' : 'roles';
}

function undoScript(plan: Plan): string {
  const undo = undoOf(plan);
  const missing = undo.withoutInverse.map((step) => `-- no way back: ${printable(step.title)}\n`);
  const files = undo.plan.steps
    .filter((step) => step.action === 'file')
    .map((step) => `-- restore ${step.file} from your copy, then reload\n`);
  return `${scriptOf('The way back', undo.plan.steps.filter(isSql))}${[...missing, ...files].join('')}`;
}

function settingsFile(demands: readonly Demand[]): string {
  const lines: string[] = ['# Settings that the controls ask for; each as ALTER SYSTEM or here, not both.'];
  const libraries: string[] = [];
  for (const { fact, because } of demands) {
    if (fact.kind === 'preload') libraries.push(fact.library);
    if (fact.kind !== 'setting' || !/^[A-Za-z_][\w.]*$/u.test(fact.name)) continue;
    const why = because.map((each) => each.control).join(', ');
    lines.push(`# ${printable(why)}`, `${fact.name} = ${confLiteral(fact.value)}`);
  }
  if (libraries.length > 0) {
    lines.push(
      '# Add to what stands there; takes a restart.',
      `shared_preload_libraries = ${confLiteral(libraries.join(','))}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
