export * from './capabilities.js';
export * from './platforms.js';
export { platformConfiguration } from './configuration/files.js';
export { dialectOf, type Dialect, type Saying } from './dialects.js';
export { shortLivedOf, type ShortLived } from './short-lived.js';
