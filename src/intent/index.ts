export * from './types.js';
export { readIntent, type DocumentFile, type IntentReading } from './read-intent.js';
export { bindIntent } from './bind/bind-intent.js';
export { renderAdr, type AdrFile, type AdrNumbering } from './adr.js';
export { writeIntent } from './yaml/write.js';
export { draftDocuments, type DraftDocument } from './draft/draft-documents.js';
