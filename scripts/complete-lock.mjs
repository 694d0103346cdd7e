// Adds to package-lock.json the platform packages that npm left out because the registry it asked did not hold them.
// Without them `npm ci` refuses the lock file. They are all optional and for other platforms; such an entry has a version
// but no integrity until npm on such a platform fills it in. Run it after changing a dependency.
import fs from 'node:fs';

import { inCheckout } from './setup/paths.mjs';

const file = inCheckout('package-lock.json');
const platform =
  /(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-([a-z]+))?$/;

function entryOf(name, version, owner) {
  const [, os, cpu, abi = ''] = platform.exec(name) ?? [];
  if (os === undefined || !/^\d/.test(version))
    throw new Error(`${name}@${version}: not a platform package with an exact version`);
  const libc = abi.startsWith('gnu') ? ['glibc'] : abi.startsWith('musl') ? ['musl'] : undefined;
  return {
    version,
    cpu: [cpu],
    ...(owner.dev ? { dev: true } : {}),
    ...(os === 'linux' && libc !== undefined ? { libc } : {}),
    optional: true,
    os: [os],
  };
}

const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const packages = { ...lock.packages };
for (const [place, owner] of Object.entries(lock.packages)) {
  if (place === '') continue;
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (`node_modules/${name}` in packages || `${place}/node_modules/${name}` in packages) continue;
    packages[`node_modules/${name}`] = entryOf(name, version, owner);
    console.log(`added ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
