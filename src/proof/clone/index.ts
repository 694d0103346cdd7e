// The room's door: rebuild a database cluster from an inventory, and say in what the clone differs.

export { bootstrapOf, CLUSTER_REPORT, cloneInventory, type CloneOptions } from './clone.js';
export { cloneDifferences, type CloneDifference, type Superusers } from './differences.js';
export { openAs, openAsSuperuser, targetAs } from './door.js';
