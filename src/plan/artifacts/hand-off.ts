// Hand-offs as plain SQL migrations, one pair per component and database: up in order, down in reverse.

import { printable } from '../../core/printable.js';
import { sortBy } from '../../core/order.js';
import type { SqlStep } from '../model.js';
import type { Artifact } from './artifact.js';
import { body, comment } from './script.js';

export function handOffFiles(steps: readonly SqlStep[]): readonly Artifact[] {
  const groups = new Map<string, SqlStep[]>();
  for (const step of steps) {
    if (step.handoff === null) continue;
    const key = JSON.stringify([step.handoff.component ?? 'unowned', step.database ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [step]);
    else group.push(step);
  }
  const used = new Map<string, number>();
  return sortBy(groups, ([key]) => key).flatMap(([, group]) => pair(group, used));
}

function pair(group: readonly SqlStep[], used: Map<string, number>): readonly Artifact[] {
  const [first] = group;
  const component = first?.handoff?.component ?? 'unowned';
  const name = uniqueName(`${fileName(component)}-${fileName(first?.database ?? 'any')}`, used);
  const down = group
    .toReversed()
    .flatMap((step) =>
      step.inverse === null
        ? [`-- no way back: ${printable(step.title)}`]
        : ['', ...comment(step), ...body({ ...step, statements: step.inverse })],
    );
  const up = group.flatMap((step) => ['', ...comment(step), ...body(step)]);
  return [
    { path: `handoff/${name}.up.sql`, text: migration(component, first?.database ?? null, up) },
    { path: `handoff/${name}.down.sql`, text: migration(component, first?.database ?? null, down) },
  ];
}

function migration(component: string, database: string | null, lines: readonly string[]): string {
  const where = database === null ? 'any database' : `database ${database}`;
  const head = `-- Hand-off to ${printable(component)}, ${printable(where)}`;
  return `${[head, 'BEGIN;', "SET LOCAL search_path = '';", ...lines, 'COMMIT;'].join('\n')}\n`;
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
