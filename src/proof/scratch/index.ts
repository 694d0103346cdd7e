// The room's door: find server binaries, start a scratch cluster on them.

export { discoverServers, type ServerBinaries } from './binaries.js';
export { chooseServer, type NoServer, type ServerWish } from './choose-server.js';
export type { Authority, Certificate } from './certificates.js';
export { DEFAULT_HBA, isRulesFileName, prepareScratch, ScratchCluster, startScratch } from './cluster.js';
export { HARNESS_ADDRESS, type HarnessDoor } from './harness-hba.js';
export type { HarnessConnection, ScratchOptions } from './options.js';
export type { ReloadOutcome } from './reload.js';
export type { LogSlice } from './server-log.js';
export { FIXED_SETTINGS, type Settings } from './settings.js';
export { createAuthority, type ScratchTls, type TlsWish } from './tls.js';
