export * from './classify-column.js';
export { DATA_KINDS, type DataKind } from './data-kinds.js';
export * from './tags.js';
export * from './tenant-keys.js';
