export { unlikeness } from './likeness.js';
export { rotationScripts, type RotationScripts, type RotationTerms } from './script.js';
export { turnOf, type Turn } from './turn.js';
