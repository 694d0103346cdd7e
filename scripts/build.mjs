// npm run build: installs what is missing, then compiles anew.
import { describeFailure } from './setup/failure.mjs';
import { prepare } from './setup/prepare.mjs';

try {
  await prepare(console.error, { rebuild: true });
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
