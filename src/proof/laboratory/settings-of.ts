// The source's settings that the scratch cluster starts with: those that the demands speak of, so that
// what is tried begins where the source is.

import type { Demand } from '../../demand/model.js';
import { itemsOf, type Inventory, type Setting } from '../../inventory/index.js';
import { FIXED_SETTINGS, type Settings } from '../scratch/index.js';

/** Names that would break the server or need files that only the real host has. */
const NOT_HERE = /^(ssl$|ssl_.*_file$|ssl_crl_dir$|shared_preload_libraries$|.*_command$|data_directory$)/u;

export function startingSettings(inventory: Inventory, demands: readonly Demand[]): Settings {
  const spoken = new Set(demands.flatMap(({ fact }) => (fact.kind === 'setting' ? [fact.name] : [])));
  const kept = itemsOf(inventory.cluster.settings).filter((setting) => spoken.has(setting.name) && isChosen(setting));
  return Object.fromEntries(kept.map((setting) => [setting.name, setting.value]));
}

function isChosen(setting: Setting): boolean {
  return setting.source !== 'default' && !NOT_HERE.test(setting.name) && !FIXED_SETTINGS.includes(setting.name);
}
