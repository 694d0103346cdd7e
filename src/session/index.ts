export * from './problem.js';
export * from './session.js';
export * from './target.js';
export * from './conninfo.js';
