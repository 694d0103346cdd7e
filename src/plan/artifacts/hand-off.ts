// Hand-offs as migrations, one per component and database, in the format of the team's own tool: up in
// order, down in reverse.

import { printable } from '../../core/printable.js';
import { sortBy } from '../../core/order.js';
import { Ident } from '../../sql/ident.js';
import type { SqlStep } from '../model.js';
import type { Artifact } from './artifact.js';
import {
  MIGRATION_FORMATS,
  type Migration,
  type MigrationPart,
  type MigrationUnit,
  type Stamp,
} from './formats/index.js';
import { comment, isTogether } from './script.js';

export function handOffFiles(steps: readonly SqlStep[], stamp: Stamp): readonly Artifact[] {
  const groups = new Map<string, SqlStep[]>();
  for (const step of steps) {
    if (step.handoff === null) continue;
    const key = JSON.stringify([step.handoff.component ?? 'unowned', step.database ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  const used = new Map<string, number>();
  return sortBy(groups, ([key]) => key).flatMap(([, group]) => {
    const format = group[0]?.handoff?.format ?? 'sql';
    return MIGRATION_FORMATS[format](migrationOf(group, used), stamp);
  });
}

function migrationOf(group: readonly SqlStep[], used: Map<string, number>): Migration {
  const component = group[0]?.handoff?.component ?? 'unowned';
  const database = group[0]?.database ?? null;
  const where = database === null ? 'any database' : `database ${database}`;
  return {
    name: uniqueName(`${fileName(component)}-${fileName(database ?? 'any')}`, used),
    component,
    database,
    title: `Hand-off to ${printable(component)}, ${printable(where)}`,
    units: unitsOf(group),
  };
}

/** Neighbours share a transaction; what may not stand in one is a unit of its own. */
function unitsOf(group: readonly SqlStep[]): readonly MigrationUnit[] {
  const units: SqlStep[][] = [];
  for (const step of group) {
    const last = units.at(-1);
    if (last?.[0] !== undefined && isTogether(last[0]) && isTogether(step)) last.push(step);
    else units.push([step]);
  }
  const digits = Math.max(2, String(units.length).length);
  return units.map((steps, place) => ({
    number: units.length === 1 ? '' : String(place + 1).padStart(digits, '0'),
    transactional: steps.every((step) => isTogether(step)),
    up: steps.map((step) => partOf(step)),
    down: steps.toReversed().map((step) => wayBack(step)),
  }));
}

function wayBack(step: SqlStep): MigrationPart {
  if (step.inverse === null) return { comment: [`-- no way back: ${printable(step.title)}`], statements: [] };
  return partOf({ ...step, statements: step.inverse });
}

function partOf(step: SqlStep): MigrationPart {
  const statements = step.statements.map((each) => each.sql.text);
  if (step.asRole === null) return { comment: comment(step), statements };
  return {
    comment: comment(step),
    statements: [`SET LOCAL ROLE ${Ident.of(step.asRole).quoted}`, ...statements, 'RESET ROLE'],
  };
}

/** Letters, digits and dashes; never a path. */
function fileName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return plain === '' ? 'x' : plain.slice(0, 60);
}

function uniqueName(name: string, used: Map<string, number>): string {
  const count = (used.get(name) ?? 0) + 1;
  used.set(name, count);
  return count === 1 ? name : `${name}-${count}`;
}
