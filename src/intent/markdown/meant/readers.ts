// Who reads by meaning, in the order in which they are asked: the first that gives rows is believed.

import { itemsAlone } from './items-alone.js';
import { boundaryItems } from './boundary-items.js';
import { listByNames } from './by-names.js';
import { tableByNouns } from './by-nouns.js';
import { classItems } from './class-items.js';
import { classTable } from './class-tables.js';
import { categoryItems } from './category-items.js';
import { eventsListed, eventTable } from './events-listed.js';
import { failureTable } from './failure-tables.js';
import { isolationTold } from './isolation-told.js';
import { mayItems } from './may-items.js';
import { policyTable } from './policy-tables.js';
import { regimesListed } from './regimes-listed.js';
import { rightsAnnounced } from './rights-announced.js';
import { rightsReached } from './rights-reached.js';
import { rightsTold } from './rights-told.js';
import { roleHeadedTable } from './role-headed.js';
import { rolesTable } from './roles-tables.js';
import { secretItems } from './secret-items.js';
import { secretTable } from './secret-tables.js';
import { threatColumns } from './threat-columns.js';
import { threatItems } from './threat-items.js';
import type { ListReader, TableReader } from './reader.js';

export const TABLE_READERS: readonly TableReader[] = [
  policyTable,
  rolesTable,
  tableByNouns,
  classTable,
  secretTable,
  eventTable,
  threatColumns,
  failureTable,
  roleHeadedTable,
];

export const LIST_READERS: readonly ListReader[] = [
  mayItems,
  listByNames,
  itemsAlone,
  classItems,
  secretItems,
  boundaryItems,
  categoryItems,
  threatItems,
  eventsListed,
  rightsAnnounced,
  rightsTold,
  rightsReached,
  regimesListed,
  isolationTold,
];
