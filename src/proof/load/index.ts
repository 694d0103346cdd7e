// The room's door: files as a source.

export { inventoryOfFolder, type FolderInventory } from './folder-inventory.js';
export { loadDump, type DumpFile, type LoadOptions, type LoadReport } from './load-dump.js';
export { describeRemark, type LoadRemark } from './remark.js';
