// What a question is made from, and what every question needs.

import type { Inventory } from '../../inventory/index.js';
import type { Catalog } from '../bind/catalog.js';
import type { Classes } from '../bind/classes.js';
import type { IsolationBinding } from '../bind/isolation.js';
import type { BoundIntent } from '../bound.js';
import type { AdrCandidate } from '../candidate.js';
import type { Intent } from '../model.js';

export interface QuestionContext {
  readonly intent: Intent;
  readonly inventory: Inventory;
  readonly bound: Omit<BoundIntent, 'candidates' | 'diagnostics'>;
  readonly catalogs: readonly Catalog[];
  readonly classes: Classes;
  readonly isolation: IsolationBinding;
}

export type Question = (context: QuestionContext) => readonly AdrCandidate[];

/** Lower-case ASCII words with hyphens, at most 60 characters. */
export function slug(...parts: readonly string[]): string {
  const words = parts
    .join('-')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return words.slice(0, 60).replace(/-+$/u, '') || 'unnamed';
}

const SHOWN = 12;

/** `a, b, c and 9 more`: evidence stays readable for thousands of tables. */
export function listed(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
