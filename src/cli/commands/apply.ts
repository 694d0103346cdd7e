import type { Command } from 'commander';
import { perform } from '../command.js';
import { databaseFlag, examples, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly to: string;
  readonly yes?: boolean;
  readonly includeHandOff?: boolean;
  readonly passGate?: boolean;
  readonly hostFiles?: boolean;
  readonly database?: readonly string[];
}

export function registerApply(program: Command): void {
  const command = program
    .command('apply')
    .description('run a plan on the server it was made for; without --yes it only says what would happen')
    .argument('<PLAN>', 'plan.json, as `plan --format json` or `harden` wrote it; its journal is written beside it')
    .option('--to <SOURCE>', 'connection URI or conninfo (default: the libpq environment)', '')
    .option('--yes', 'change the server')
    .option('--include-hand-off', 'also run what belongs to the owners of the schema')
    .option('--pass-gate', 'the applications have changed as the plan’s gates say: also enforce')
    .option('--host-files', 'this machine is the server’s host: also replace its pg_hba.conf and pg_ident.conf')
    .addOption(databaseFlag())
    .addOption(quietFlag())
    .action((plan: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runApply } = await import('../../runs/apply.js');
        const { to, yes = false, includeHandOff = false, passGate = false, hostFiles = false, database = [] } = flags;
        return runApply({ plan, to, yes, includeHandOff, passGate, hostFiles, databases: database }, progress);
      }),
    );
  examples(command, 'apply plan.json --to postgresql://admin@db.example/clinic', 'apply plan.json --yes');
}
