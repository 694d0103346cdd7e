// All framework mappings, sorted by id.

import { cis } from './cis.js';
import type { Framework } from './model.js';
import { stig } from './stig.js';

export type { Framework } from './model.js';

export const frameworks: readonly Framework[] = [cis, stig];
