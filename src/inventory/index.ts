export * from './cluster.js';
export * from './database.js';
export * from './effective-setting.js';
export * from './equal.js';
export * from './model.js';
export * from './relation.js';
export * from './routine.js';
export * from './sharing.js';
