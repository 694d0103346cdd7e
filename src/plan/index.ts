export * from './fingerprint.js';
export * from './model.js';
export * from './negation.js';
export * from './options.js';
export * from './plan-of.js';
export * from './undo.js';
