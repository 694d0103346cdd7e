export * from './capabilities.js';
export * from './platforms.js';
export { platformConfiguration, type PlatformConfiguration, type PlatformTarget } from './configuration/files.js';
export { dialectOf, type Dialect, type Saying } from './dialects.js';
