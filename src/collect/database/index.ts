// Every section of one database, and the family that reads it.

import type { DatabaseSections } from '../../inventory/index.js';
import type { Families } from '../family.js';
import { columns } from './columns.js';
import { constraints } from './constraints.js';
import { defaultPrivileges } from './default-privileges.js';
import { definitions } from './definitions/index.js';
import { eventTriggers } from './event-triggers.js';
import { extensions } from './extensions.js';
import { foreignDataWrappers, foreignServers, userMappings } from './foreign-data.js';
import { indexes } from './indexes.js';
import { languages } from './languages.js';
import { largeObjects } from './large-objects.js';
import { policies } from './policies.js';
import { publications } from './publications.js';
import { relations } from './relations.js';
import { routines } from './routines.js';
import { rules } from './rules.js';
import { schemas } from './schemas.js';
import { securityLabels } from './security-labels.js';
import { sequences } from './sequences.js';
import { subscriptions } from './subscriptions.js';
import { triggers } from './triggers.js';
import { types } from './types.js';

export const databaseFamilies: Families<DatabaseSections> = {
  schemas,
  relations,
  columns,
  sequences,
  constraints,
  indexes,
  policies,
  triggers,
  rules,
  routines,
  types,
  languages,
  extensions,
  definitions,
  defaultPrivileges,
  largeObjects,
  eventTriggers,
  foreignDataWrappers,
  foreignServers,
  userMappings,
  publications,
  subscriptions,
  securityLabels,
};
