import type { Command } from 'commander';
import { perform } from '../command.js';
import { examples, formatFlag, outFlag, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly format: 'text' | 'md' | 'html' | 'json' | 'sarif' | 'junit' | 'oscal';
  readonly out?: string;
}

export function registerReport(program: Command): void {
  const command = program
    .command('report')
    .description('render a saved run again, in any form')
    .argument('<OUT>', 'the folder that `harden` wrote, or its report.json')
    .addOption(formatFlag(['text', 'md', 'html', 'json', 'sarif', 'junit', 'oscal']))
    .addOption(outFlag())
    .addOption(quietFlag())
    .action((from: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runReport } = await import('../../runs/report.js');
        return runReport({ from, ...flags }, progress);
      }),
    );
  examples(command, 'report hardening --format oscal --out assessment-results.json');
}
