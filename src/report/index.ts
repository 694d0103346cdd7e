export * from './document.js';
export * from './quality.js';
export * from './posture.js';
export * from './open-risks.js';
export * from './plain.js';
export * from './render/markdown.js';
export * from './render/html.js';
