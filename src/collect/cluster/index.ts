// Every section of the cluster, and the family that reads it. Settings come first: whatever this session
// sets for itself would cover the server's own value.

import type { ClusterSections } from '../../inventory/index.js';
import type { Families } from '../family.js';
import { clientConfigs } from './client-configs.js';
import { databaseFacts } from './databases.js';
import { hbaRules } from './hba-rules.js';
import { identMaps } from './ident-maps.js';
import { memberships } from './memberships.js';
import { parameterAcls } from './parameter-acls.js';
import { replicationSlots } from './replication-slots.js';
import { roles } from './roles.js';
import { roleSettings } from './role-settings.js';
import { sessions } from './sessions.js';
import { settings } from './settings.js';
import { tablespaces } from './tablespaces.js';

/** Statement statistics need the relations of every database: see statements/. */
export const clusterFamilies: Families<Omit<ClusterSections, 'statementStatistics'>> = {
  settings,
  roles,
  memberships,
  roleSettings,
  databaseFacts,
  tablespaces,
  parameterAcls,
  hbaRules,
  identMaps,
  sessions,
  replicationSlots,
  clientConfigs,
};
