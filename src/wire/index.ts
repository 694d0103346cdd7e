// The room's door: ask a port what it offers.

export type { CertificateChain, ShownCertificate } from './certificate.js';
export type { Endpoint } from './endpoint.js';
export { ASKED_METHODS } from './message.js';
export { probe, type Entrance, type Probed, type ProbeWish } from './probe.js';
export type { Asker } from './startup.js';
export { TLS_VERSIONS, type VersionOffer } from './versions.js';
