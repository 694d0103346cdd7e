export * from './apply-plan.js';
export * from './options.js';
export * from './undo-plan.js';
