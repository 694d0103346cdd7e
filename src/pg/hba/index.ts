export * from './address.js';
export * from './match.js';
export * from './parse.js';
export * from './render.js';
export * from './rule.js';
export * from './shadow.js';
export * from './shown.js';
export * from './tokens.js';
