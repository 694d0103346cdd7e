// What the platform lets us do here: the documents' deployment first, then the marks that the cluster
// shows; an override wins over both. TLS material is what the credentials name with a file. The facts
// come in by shape, so that this room need not know documents and inventories.

import { platformOf, recognisePlatform } from './platforms.js';

/** What the platform lets us do. */
export interface Capabilities {
  /** A name of the closed list of platforms, or `unknown`. */
  readonly substrate: string;
  readonly superuser: boolean;
  readonly hostFiles: boolean;
  readonly pgaudit: boolean;
  readonly tlsMaterial: {
    readonly certificate: string;
    readonly key: string;
    readonly authority: string | null;
  } | null;
}

export const UNKNOWN_SUBSTRATE = 'unknown';

export interface StatedPlatform {
  readonly deployments: readonly {
    readonly substrate: string | null;
    readonly hostAccess: 'files' | 'sql-only' | null;
  }[];
  readonly credentials: readonly { readonly credential: string; readonly store: string | null }[];
}

interface Named {
  readonly name: string;
}

type Items<T> = { readonly status: 'read'; readonly items: readonly T[] } | { readonly status: 'unreadable' };

export interface ObservedPlatform {
  readonly server: {
    readonly origin: 'live' | 'files';
    readonly readAs: { readonly superuser: boolean };
    readonly substrateEvidence: readonly string[];
    readonly availableExtensions: readonly string[];
  };
  readonly cluster: { readonly settings: Items<Named & { readonly value: string }> };
  readonly databases: readonly { readonly extensions: Items<Named> }[];
}

/** What is given and not null holds. `pgaudit`: whether a server is at hand that has it. */
export type CapabilityOverrides = { readonly [K in keyof Capabilities]?: Capabilities[K] | null };

export function capabilitiesOf(
  intent: StatedPlatform,
  inventory: ObservedPlatform,
  overrides: CapabilityOverrides = {},
): Capabilities {
  const substrate = overrides.substrate ?? substrateOf(intent, inventory);
  const platform = platformOf(substrate);
  const { origin, readAs } = inventory.server;
  const superuser = readAs.superuser || (origin === 'files' && (platform?.superuser ?? false));
  return {
    substrate,
    superuser: overrides.superuser ?? superuser,
    hostFiles: overrides.hostFiles ?? statedAccess(intent) ?? platform?.hostFiles ?? false,
    pgaudit: overrides.pgaudit ?? hasPgaudit(inventory),
    tlsMaterial: overrides.tlsMaterial ?? tlsMaterialOf(intent, inventory),
  };
}

function itemsOf<T>(section: Items<T>): readonly T[] {
  return section.status === 'read' ? section.items : [];
}

function substrateOf(intent: StatedPlatform, inventory: ObservedPlatform): string {
  const stated = intent.deployments.find((deployment) => deployment.substrate !== null)?.substrate;
  return stated ?? recognisePlatform(inventory.server.substrateEvidence)?.name ?? UNKNOWN_SUBSTRATE;
}

function statedAccess(intent: StatedPlatform): boolean | null {
  const stated = intent.deployments.find((deployment) => deployment.hostAccess !== null);
  return stated === undefined ? null : stated.hostAccess === 'files';
}

/** Loaded, installed, or there to be loaded. */
function hasPgaudit(inventory: ObservedPlatform): boolean {
  const preload = itemsOf(inventory.cluster.settings).find((setting) => setting.name === 'shared_preload_libraries');
  if (preload?.value.split(',').some((library) => library.trim() === 'pgaudit') === true) return true;
  if (inventory.server.availableExtensions.includes('pgaudit')) return true;
  return inventory.databases.some((database) => itemsOf(database.extensions).some((each) => each.name === 'pgaudit'));
}

function tlsMaterialOf(intent: StatedPlatform, inventory: ObservedPlatform): Capabilities['tlsMaterial'] {
  const certificate = storeOf(intent, /certificate(?!\s+authority)/iu);
  const key = storeOf(intent, /\bkey\b/iu);
  if (certificate !== null && key !== null) {
    return { certificate, key, authority: storeOf(intent, /certificate\s+authority|\bCA\b/iu) };
  }
  return presentMaterial(inventory);
}

/** A path that a TLS row of Secrets & Key Management names. */
function storeOf(intent: StatedPlatform, what: RegExp): string | null {
  const rows = intent.credentials.filter((each) => /\b(?:tls|ssl|server)\b/iu.test(each.credential));
  const store =
    rows
      .find((each) => what.test(each.credential))
      ?.store?.replaceAll('`', '')
      .trim() ?? '';
  return store.startsWith('/') ? store : null;
}

/** A server that speaks TLS already has its files. */
function presentMaterial(inventory: ObservedPlatform): Capabilities['tlsMaterial'] {
  const settings = new Map(itemsOf(inventory.cluster.settings).map((setting) => [setting.name, setting.value]));
  if (settings.get('ssl') !== 'on') return null;
  const authority = settings.get('ssl_ca_file') ?? '';
  return {
    certificate: settings.get('ssl_cert_file') ?? 'server.crt',
    key: settings.get('ssl_key_file') ?? 'server.key',
    authority: authority === '' ? null : authority,
  };
}
