import { Argument, type Command } from 'commander';
import { perform } from '../command.js';
import { databaseFlag, examples, formatFlag, quietFlag, sourceWish, type SourceFlags } from '../flags.js';

interface Flags extends SourceFlags {
  readonly format: 'text' | 'json';
}

export function registerDiff(program: Command): void {
  const command = program
    .command('diff')
    .description('who gained or lost access between two sources; exit 1 when anybody can do more')
    .addArgument(new Argument('<BEFORE>', 'inventory.json, connection, or a folder of files'))
    .addArgument(new Argument('<AFTER>', 'the same, later'))
    .addOption(formatFlag(['text', 'json']))
    .addOption(databaseFlag())
    .addOption(quietFlag())
    .action((before: string, after: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runDiff } = await import('../../runs/diff.js');
        return runDiff({ before, after, format: flags.format, ...sourceWish(flags) }, progress);
      }),
    );
  examples(command, 'diff yesterday.json postgresql://auditor@db.example/clinic');
}
