export { unlikeness } from './likeness.js';
export { rotationScripts, type RotationScripts, type RotationTerms } from './script.js';
export { turnOf, type NoTurn, type Outgoing, type Turn } from './turn.js';
