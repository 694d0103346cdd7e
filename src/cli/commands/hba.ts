import { InvalidArgumentError, Option, type Command } from 'commander';
import { perform } from '../command.js';
import { examples, formatFlag, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly database?: string;
  readonly user?: string;
  readonly address?: string;
  readonly tls?: boolean;
  readonly replication?: boolean;
  readonly major: number;
  readonly format: 'text' | 'json';
}

export function registerHba(program: Command): void {
  const command = program
    .command('hba')
    .description('the rules of pg_hba.conf, lines that never decide, and which line decides an attempt to connect')
    .argument('<FILE|SOURCE>', 'a pg_hba.conf, a folder that holds one, inventory.json, or a connection')
    .option('--user <role>', 'who connects')
    .option('--database <name>', 'to which database (default: named like the user)')
    .option('--address <ip>', 'from which address (default: the Unix socket)')
    .option('--tls', 'the connection is encrypted')
    .option('--replication', 'a physical replication connection')
    .addOption(new Option('--major <number>', 'PostgreSQL version that reads the file').default(18).argParser(majorOf))
    .addOption(formatFlag(['text', 'json']))
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runHba } = await import('../../runs/hba.js');
        const { tls = false, replication = false } = flags;
        return runHba({ ...flags, source, tls, replication }, progress);
      }),
    );
  examples(command, 'hba pg_hba.conf', 'hba pg_hba.conf --user clinic_app --database clinic --address 10.1.2.3 --tls');
}

function majorOf(text: string): number {
  const major = Number(text);
  if (Number.isInteger(major) && major >= 14 && major <= 18) return major;
  throw new InvalidArgumentError('A version from 14 to 18.');
}
