export { accessIndex, type AccessIndex } from './access-index.js';
export {
  ESCALATION_HOWS,
  escalationEdges,
  targetKey,
  type EscalationEdge,
  type EscalationHow,
  type EscalationTarget,
} from './escalation/index.js';
export { MembershipClosure, type Reach } from './membership.js';
export { indirectPaths } from './indirect.js';
export { CHANNELS, type Channel, type Holding, type Path, type PathStep } from './path.js';
export type { Securable } from './securable.js';
export { accessMatrix, wordsOf, type MatrixOptions, type MatrixRow, type Whole } from './matrix.js';
export { pairBits, type ObjectBits, type PairBits } from './pair-bits.js';
export { lineageOf, type Lineage, type LineageChannel, type LineageRoute } from './lineage.js';
export { accessDiff, type AccessChange, type AccessDiff, type Direction } from './diff/index.js';
