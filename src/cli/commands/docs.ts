import type { Command } from 'commander';
import { perform } from '../command.js';
import { examples, formatFlag, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly format: 'text' | 'json' | 'sarif';
}

export function registerDocs(program: Command): void {
  const docs = program.command('docs').description('architecture documents: check them, or print their schema');
  const check = docs
    .command('check')
    .description('read the documents and say everything that is wrong with them; exit code 2 on errors')
    .argument('<DIR...>', 'folders or files with the architecture documents')
    .addOption(formatFlag(['text', 'json', 'sarif']))
    .addOption(quietFlag())
    .action((places: readonly string[], flags: Flags) =>
      perform(flags, async () => {
        const { runCheckDocuments } = await import('../../runs/check-documents.js');
        return runCheckDocuments({ docs: places, format: flags.format });
      }),
    );
  examples(check, 'docs check docs/architecture', 'docs check docs/architecture --format sarif > docs.sarif');
  const schema = docs
    .command('schema')
    .description('print the JSON Schema of documents written as YAML')
    .action(() =>
      perform({}, async () => {
        const { documentsSchema } = await import('../../runs/check-documents.js');
        return { exit: 0, result: documentsSchema() };
      }),
    );
  examples(schema, 'docs schema > intent.schema.json');
}
