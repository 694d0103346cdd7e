// Server settings as checks ask for them. https://www.postgresql.org/docs/current/view-pg-settings.html

import { itemsOf, type Inventory } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';

/** Null when the server has no setting of that name, or it is hidden from the reading role. */
export function settingValue(inventory: Inventory, name: string): string | null {
  return itemsOf(inventory.cluster.settings).find((setting) => setting.name === name)?.value ?? null;
}

export function settingRef(name: string): ObjectRef {
  return objectRef('setting', [name]);
}

/** A comma-separated list setting, e.g. shared_preload_libraries. */
export function settingList(inventory: Inventory, name: string): readonly string[] {
  return listOf(settingValue(inventory, name) ?? '');
}

export function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((word) => word.trim().replace(/^"(.*)"$/u, '$1'))
    .filter((word) => word !== '');
}
