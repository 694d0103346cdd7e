// Casts, operators, aggregates and the like: what a clone needs besides tables, routines and types.

import type { DefinitionFact } from '../../../inventory/index.js';
import type { Family } from '../../family.js';
import type { Selection } from '../../select.js';
import { aggregates } from './aggregates.js';
import { casts } from './casts.js';
import { collations } from './collations.js';
import { conversions } from './conversions.js';
import { operatorClasses, operatorFamilies } from './operator-classes.js';
import { operators } from './operators.js';
import { statistics } from './statistics.js';
import {
  textSearchConfigurations,
  textSearchDictionaries,
  textSearchParsers,
  textSearchTemplates,
} from './text-search.js';
import { accessMethods, transforms } from './transforms.js';

export const definitions: Family<DefinitionFact> = {
  attempts: ({ major }) => [{ selections: Object.values(selections(major)) }],
  order: (item) => [item.kind, item.schema ?? '', item.name],
};

/** A kind that is forgotten here does not compile. */
function selections(major: number): { readonly [K in DefinitionFact['kind']]: Selection<DefinitionFact> } {
  return {
    'access-method': accessMethods,
    aggregate: aggregates,
    cast: casts,
    collation: collations(major),
    conversion: conversions,
    operator: operators,
    'operator-class': operatorClasses,
    'operator-family': operatorFamilies,
    statistics,
    'text-search-configuration': textSearchConfigurations,
    'text-search-dictionary': textSearchDictionaries,
    'text-search-parser': textSearchParsers,
    'text-search-template': textSearchTemplates,
    transform: transforms,
  };
}
