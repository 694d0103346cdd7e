// A component's own document, `components/billing.md`: its front matter says whose it is, what it owns and as
// whom it connects, and the threats in it are the component's.

import type { Cell, Report } from './row.js';
import { rowOf } from './row.js';
import { addRow, statedCells, type Facts } from './facts.js';
import { frontList, frontText, type FrontMatter } from './markdown/front-matter.js';

const KEYS: readonly (readonly [column: string, keys: readonly string[]])[] = [
  ['tier', ['tier']],
  ['owns', ['owns', 'schemas', 'schema']],
  ['connectsAs', ['connects_as', 'connects-as', 'connects as', 'logins', 'login']],
];

/** The component that the document is about; null when it is about none. */
export function componentOf(path: string, matter: FrontMatter): string | null {
  const stated = frontText(matter, 'component');
  if (stated !== null) return stated;
  const file = /(?:^|[/\\])components[/\\]([^/\\]+)\.(?:md|markdown)$/iu.exec(path)?.[1];
  return file !== undefined && KEYS.some(([, keys]) => keys.some((key) => matter.values.has(key))) ? file : null;
}

export function addComponent(name: string, matter: FrontMatter, facts: Facts, report: Report): void {
  const source = matter.sourceOf('component');
  const cells = new Map<string, Cell>([['component', { text: name, spans: [{ text: name, source }], source }]]);
  for (const [column, keys] of KEYS) {
    const key = keys.find((each) => matter.values.has(each));
    if (key === undefined) continue;
    const names = frontList(matter, key).map((each) => each.replaceAll('`', ''));
    const at = matter.sourceOf(key);
    cells.set(column, { text: names.join(', '), spans: names.map((text) => ({ text, source: at })), source: at });
  }
  addRow(facts, 'components', rowOf(source, statedCells([...cells.keys()], [...cells.values()], report)), report);
}

/** Threats that name no component are of the one whose document they stand in. */
export function claimThreats(name: string, facts: Facts, from: number): void {
  const own = facts.rows.threats.splice(from);
  facts.rows.threats.push(...own.map((threat) => ({ ...threat, component: threat.component ?? name })));
}
