export * from './types.js';
export { readIntent, type DocumentFile, type IntentReading } from './read-intent.js';
