// Who writes which file of the server; undefined where it is out of reach.

import type { FileStep } from '../plan/model.js';
import type { ServerFiles } from './options.js';

export function writerOf(file: FileStep['file'], files: ServerFiles | undefined): ServerFiles['writeConf'] {
  switch (file) {
    case 'pg_hba.conf':
      return files?.writeHba;
    case 'pg_ident.conf':
      return files?.writeIdent;
    case 'postgresql.conf':
      return files?.writeConf;
  }
}
