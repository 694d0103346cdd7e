// A folder that is gone when this process ends, also when a signal ends it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** @param {string} purpose @returns {{folder: string, remove: () => void}} */
export function temporaryFolder(purpose) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `pgrampart-${purpose}-`));
  const remove = () => {
    process.removeListener('exit', remove);
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A child that is just ending may still write there; the system clears its temporary folder.
    }
  };
  process.on('exit', remove);
  return { folder, remove };
}
