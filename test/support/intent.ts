// Documents and bound intents for unit tests, from a short notation.

import { bindIntent } from '../../src/intent/bind/bind-intent.js';
import type { BoundIntent, BoundRelation, Intent } from '../../src/intent/index.js';
import { readIntent } from '../../src/intent/read-intent.js';
import type { Inventory } from '../../src/inventory/index.js';
import { inventoryOf, type InventorySketch } from './inventory.js';

/** The front matter of an approved document. */
export const HEAD: string = '---\nproduct: shop\nstatus: approved\n---\n\n';

/** Headings with the lines of their table, without the outer pipes: `{ Zones: ['Zone | Ranges', 'app | 10.0.0.0/8'] }`. */
export type Sections = Readonly<Record<string, readonly string[]>>;

export function intentOf(sections: Sections): Intent {
  const text = Object.entries(sections).map(([heading, [header = '', ...rows]]) => {
    const rule = header
      .split('|')
      .map(() => '---')
      .join('|');
    return `## ${heading}\n\n${[header, rule, ...rows].map((line) => `| ${line} |`).join('\n')}\n`;
  });
  return readIntent([{ path: 'a.md', text: HEAD + text.join('\n') }]).intent;
}

export interface BoundDocuments extends BoundIntent {
  readonly relation: (name: string) => BoundRelation | undefined;
  /** Of diagnostics. */
  readonly codes: readonly string[];
  /** Of ADR candidates. */
  readonly ids: readonly string[];
}

export function bindDocuments(sections: Sections, given: InventorySketch | Inventory): BoundDocuments {
  const bound = bindIntent(intentOf(sections), 'formatVersion' in given ? given : inventoryOf(given));
  return {
    ...bound,
    relation: (name) => bound.relations.find(({ object }) => object.path.join('.') === name),
    codes: bound.diagnostics.map(({ code }) => code),
    ids: bound.candidates.map(({ id }) => id),
  };
}
