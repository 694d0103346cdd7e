export * from './types.js';
export { readIntent, type DocumentFile, type IntentReading } from './read-intent.js';
export { bindIntent } from './bind/bind-intent.js';
