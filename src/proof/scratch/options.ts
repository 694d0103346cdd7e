// What a caller may wish of a scratch cluster, and how the harness then reaches it.

import type { Secret } from '../../core/index.js';
import type { ServerBinaries } from './binaries.js';
import type { HarnessDoor } from './harness-hba.js';
import type { Settings } from './settings.js';
import type { TlsWish } from './tls.js';

export interface ScratchOptions {
  readonly server: ServerBinaries;
  /** Default `pgrampart`. */
  readonly superuser?: string;
  /** Loopback addresses; default 127.0.0.1. Clients may bind any 127.x.y.z as their source on Linux. */
  readonly listen?: readonly string[];
  /** `listen_addresses` is a setting under test, and begins as 127.0.0.1: else the command line fixes it. */
  readonly listenBySettings?: true;
  readonly tls?: TlsWish;
  /** Further DNS names in the server certificate. */
  readonly hostNames?: readonly string[];
  /** Settings under test. */
  readonly settings?: Settings;
  /** shared_preload_libraries. */
  readonly preload?: readonly string[];
  /** Rules under test; default SCRAM from 127.0.0.0/8. */
  readonly hba?: string;
  readonly ident?: string;
  readonly door?: HarnessDoor;
}

/** How the harness connects as superuser. `host` beginning with `/` is the socket folder. */
export interface HarnessConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret;
  /** To bind the client's end to, when the door is `loopback`. */
  readonly localAddress?: string;
}
