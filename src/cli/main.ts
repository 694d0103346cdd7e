// The program. Commands register themselves; each loads its run only when it is chosen.

import { Command, CommanderError } from 'commander';
import { COMMANDS } from './commands/index.js';
import { EXIT } from '../runs/exit-code.js';
import { packageVersion } from '../runs/tool-version.js';

const program = new Command('pgrampart')
  .description('Hardens a PostgreSQL against its own security architecture, and proves it.')
  .version(packageVersion())
  .showHelpAfterError('(see --help)')
  .exitOverride();

for (const register of COMMANDS) register(program);

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.input;
}
