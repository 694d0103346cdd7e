export type * from './bound.js';
export type * from './candidate.js';
export type * from './location.js';
export * from './model.js';
export * from './operations.js';
