// The room's door: replay a counterexample of `isolation` on a scratch cluster.

export { ReplayGround, SEEDER } from './ground.js';
