// A TCP port that nobody listens on.

import { createServer } from 'node:net';

/** Free at this moment; another program may take it first, which `start` notices and tries again. */
export function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
