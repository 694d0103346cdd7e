export * from './key.js';
export * from './merge.js';
export * from './model.js';
