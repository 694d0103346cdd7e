// What a throwaway server cannot take as it stands: settings that the harness fixes, and paths of files
// that only the real host has. They are left out or replaced, and the report says so.

import { uniqueSorted } from '../../core/order.js';
import type { Demand, Fact } from '../../demand/model.js';
import type { HbaMethod } from '../../pg/hba/index.js';
import { FIXED_SETTINGS, type ScratchTls } from '../scratch/index.js';

export interface Represented {
  readonly demands: readonly Demand[];
  /** One sentence each, for the report. */
  readonly remarks: readonly string[];
}

export interface Representable {
  /** Libraries that the server can preload. */
  readonly preloadable: readonly string[];
  /** Authentication methods that its build does not have. */
  readonly lacking: readonly HbaMethod[];
}

export function representDemands(
  demands: readonly Demand[],
  tls: ScratchTls | undefined,
  able: Representable,
): Represented {
  const remarks: string[] = [];
  const kept = demands.flatMap((demand) => {
    const { fact } = demand;
    const library = libraryOf(fact);
    if (library !== null && !able.preloadable.includes(library)) {
      remarks.push(`this server has no ${library}: it is emitted, and tried on a second cluster where one is there`);
      return [];
    }
    if (fact.kind === 'hba-admit' && able.lacking.includes(fact.method)) {
      remarks.push(`this server is built without ${fact.method}: the lines of ${fact.role} are emitted, not tried`);
      return [];
    }
    if (fact.kind !== 'setting') return [demand];
    if (FIXED_SETTINGS.includes(fact.name)) {
      remarks.push(`${fact.name} is fixed by the harness: its value is emitted, not tried`);
      return [];
    }
    const file = tlsFileOf(fact.name, tls);
    if (file === undefined) return [demand];
    remarks.push(`${fact.name} names a throwaway certificate of the scratch cluster instead of ${fact.value}`);
    return [{ ...demand, fact: { ...fact, value: file } }];
  });
  return { demands: kept, remarks: uniqueSorted(remarks) };
}

/** The library that a fact makes no sense without: its settings do not exist where it is not loaded. */
function libraryOf(fact: Fact): string | null {
  if (fact.kind === 'preload') return fact.library;
  if (fact.kind === 'extension') return fact.extension === 'pgaudit' ? 'pgaudit' : null;
  const named = fact.kind === 'setting' || fact.kind === 'role-setting' ? fact.name : '';
  return named.startsWith('pgaudit.') ? 'pgaudit' : null;
}

function tlsFileOf(setting: string, tls: ScratchTls | undefined): string | undefined {
  if (tls === undefined) return undefined;
  const files: { readonly [name: string]: string } = {
    ssl_cert_file: tls.certFile,
    ssl_key_file: tls.keyFile,
    ssl_ca_file: tls.caFile,
  };
  return files[setting];
}
