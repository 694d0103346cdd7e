// The room's door: read a live cluster into an inventory.

export { collectInventory, type CollectOptions } from './collect-inventory.js';
