// Who reads by meaning, in the order in which they are asked: the first that gives rows is believed.

import { itemsAlone } from './items-alone.js';
import { listByNames } from './by-names.js';
import { tableByNouns } from './by-nouns.js';
import { policyTable } from './policy-tables.js';
import type { ListReader, TableReader } from './reader.js';

export const TABLE_READERS: readonly TableReader[] = [policyTable, tableByNouns];

export const LIST_READERS: readonly ListReader[] = [listByNames, itemsAlone];
