// The room's door: ask a port what it offers.

export type { CertificateChain } from './certificate.js';
export { ASKED_METHODS } from './message.js';
export { probe, type Entrance, type Probed } from './probe.js';
export { TLS_VERSIONS, type VersionOffer } from './versions.js';
