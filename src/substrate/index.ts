export * from './capabilities.js';
export * from './platforms.js';
