// The room's door: replay a counterexample of `isolation` on a scratch cluster.

export { ReplayGround } from './ground.js';
