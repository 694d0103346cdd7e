// What the platform lets us do here: the documents' deployment first, then the marks that the cluster
// shows; an override wins over both. TLS material is what the credentials name with a file.

import type { Credential } from '../intent/operations.js';
import type { Intent } from '../intent/model.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import { platformOf, recognisePlatform } from '../substrate/index.js';
import type { Capabilities } from './model.js';

export const UNKNOWN_SUBSTRATE = 'unknown';

/** Every field of `overrides` that is given holds. `pgaudit`: whether a server is at hand that has it. */
export function capabilitiesOf(
  intent: Intent,
  inventory: Inventory,
  overrides: Partial<Capabilities> = {},
): Capabilities {
  const name = overrides.substrate ?? substrateOf(intent, inventory);
  const platform = platformOf(name);
  const stated = intent.deployments.find((deployment) => deployment.hostAccess !== null)?.hostAccess;
  const { superuser } = inventory.server.readAs;
  return {
    substrate: name,
    superuser: superuser || (inventory.server.origin === 'files' && (platform?.superuser ?? false)),
    hostFiles: stated === undefined || stated === null ? (platform?.hostFiles ?? false) : stated === 'files',
    pgaudit: hasPgaudit(inventory),
    tlsMaterial: tlsMaterialOf(intent, inventory),
    ...overrides,
  };
}

function substrateOf(intent: Intent, inventory: Inventory): string {
  const stated = intent.deployments.find((deployment) => deployment.substrate !== null)?.substrate;
  return stated ?? recognisePlatform(inventory.server.substrateEvidence)?.name ?? UNKNOWN_SUBSTRATE;
}

/** Loaded or installed; that it could be installed the inventory cannot tell. */
function hasPgaudit(inventory: Inventory): boolean {
  const preload = itemsOf(inventory.cluster.settings).find((setting) => setting.name === 'shared_preload_libraries');
  if (preload?.value.split(',').some((library) => library.trim() === 'pgaudit') === true) return true;
  return inventory.databases.some((database) => itemsOf(database.extensions).some((each) => each.name === 'pgaudit'));
}

function tlsMaterialOf(intent: Intent, inventory: Inventory): Capabilities['tlsMaterial'] {
  const certificate = storeOf(intent, /certificate(?!\s+authority)/iu);
  const key = storeOf(intent, /\bkey\b/iu);
  if (certificate !== null && key !== null) {
    return { certificate, key, authority: storeOf(intent, /certificate\s+authority|\bCA\b/u) };
  }
  return presentMaterial(inventory);
}

/** A path that a TLS row of Secrets & Key Management names. */
function storeOf(intent: Intent, what: RegExp): string | null {
  const row = intent.credentials.find((each) => isTls(each) && what.test(each.credential));
  const store = row?.store?.replaceAll('`', '').trim() ?? '';
  return store.startsWith('/') ? store : null;
}

function isTls(row: Credential): boolean {
  return /\b(?:tls|ssl|server)\b/iu.test(row.credential);
}

/** A server that speaks TLS already has its files. */
function presentMaterial(inventory: Inventory): Capabilities['tlsMaterial'] {
  const settings = new Map(itemsOf(inventory.cluster.settings).map((setting) => [setting.name, setting.value]));
  if (settings.get('ssl') !== 'on') return null;
  const authority = settings.get('ssl_ca_file') ?? '';
  return {
    certificate: settings.get('ssl_cert_file') ?? 'server.crt',
    key: settings.get('ssl_key_file') ?? 'server.key',
    authority: authority === '' ? null : authority,
  };
}
