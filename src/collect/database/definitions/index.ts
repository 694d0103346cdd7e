// Casts, operators, aggregates and the like: what a clone needs besides tables, routines and types.

import type { DefinitionFact } from '../../../inventory/index.js';
import type { Family } from '../../family.js';
import { statistics } from './statistics.js';

export const definitions: Family<DefinitionFact> = {
  attempts: () => [{ selections: [statistics] }],
  order: (item) => [item.kind, item.schema ?? '', item.name],
};
