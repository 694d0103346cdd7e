// Application configuration lies in files: a server has none, so a live reading has read all of it.

import type { ClientConfig } from '../../inventory/index.js';
import type { Family } from '../family.js';

export const clientConfigs: Family<ClientConfig> = {
  attempts: () => [{ selections: [] }],
  order: (item) => [item.file, String(item.line).padStart(9, '0'), item.key],
};
