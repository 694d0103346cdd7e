import type { Command } from 'commander';
import { perform } from '../command.js';
import { examples, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly to: string;
  readonly journal?: string;
  readonly yes?: boolean;
  readonly hostFiles?: boolean;
}

export function registerUndo(program: Command): void {
  const command = program
    .command('undo')
    .description('take back what an applied plan changed; without --yes it only says what would happen')
    .argument('<PLAN>', 'the plan.json that was applied')
    .option('--to <SOURCE>', 'connection URI or conninfo (default: the libpq environment)', '')
    .option('--journal <file>', 'journal of the run to take back (default: beside the plan)')
    .option('--yes', 'change the server')
    .option('--host-files', 'this machine is the server’s host: also put its former pg_hba.conf and pg_ident.conf back')
    .addOption(quietFlag())
    .action((plan: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runUndo } = await import('../../runs/undo.js');
        const { to, yes = false, hostFiles = false, journal } = flags;
        const where = journal === undefined ? {} : { journal };
        return runUndo({ plan, to, yes, hostFiles, databases: [], ...where }, progress);
      }),
    );
  examples(command, 'undo plan.json --to postgresql://admin@db.example/clinic --yes');
}
