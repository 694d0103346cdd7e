import type { Command } from 'commander';
import { perform, type CommandOutcome } from '../command.js';
import { InputError } from '../../core/input-error.js';
import {
  databaseFlag,
  examples,
  formatFlag,
  quietFlag,
  sourceArgument,
  sourceWish,
  type SourceFlags,
} from '../flags.js';
import type { Progress } from '../../runs/progress.js';

interface Flags extends SourceFlags {
  readonly role?: string;
  readonly object?: string;
  readonly privilege?: string;
  readonly matrix?: boolean;
  readonly compact?: boolean;
  readonly escalations?: boolean;
  readonly lineage?: boolean;
  readonly format: 'text' | 'json' | 'mermaid' | 'dot';
}

export function registerAccess(program: Command): void {
  const command = program
    .command('access')
    .description('whether a role may do something, and every path by which it may')
    .addArgument(sourceArgument())
    .option('--role <name>', 'the role; public is PUBLIC, "public" in quotes a role of that name')
    .option('--object <kind:path>', 'e.g. table:app.docs, column:app.docs.body, routine:"app.f(text)", schema:app')
    .option('--privilege <name>', 'e.g. select; all that the kind knows when left out')
    .option('--matrix', 'who holds what on everything, as JSON')
    .option('--escalations', 'what each role can become beyond what it holds')
    .option('--compact', 'with --matrix: what PUBLIC and predefined roles give is said once')
    .option('--lineage', 'with --object column:…: who can read it, and through what')
    .addOption(formatFlag(['text', 'json', 'mermaid', 'dot']))
    .addOption(databaseFlag())
    .addOption(quietFlag())
    .action((source: string, flags: Flags) => perform(flags, (progress) => answer(source, flags, progress)));
  examples(
    command,
    'access inventory.json --role clinic_app --object table:patients.patients --privilege select',
    'access postgresql://auditor@db.example/clinic --matrix > matrix.json',
  );
}

async function answer(source: string, flags: Flags, progress: Progress): Promise<CommandOutcome> {
  const { role, object, privilege, format } = flags;
  const wish = { source, ...sourceWish(flags) };
  if (flags.matrix === true) {
    const { runAccessMatrix } = await import('../../runs/access-matrix.js');
    return runAccessMatrix({ ...wish, compact: flags.compact === true }, progress);
  }
  if (flags.escalations === true) {
    const { runEscalations } = await import('../../runs/escalations.js');
    return runEscalations({ ...wish, format }, progress);
  }
  if (format === 'mermaid' || format === 'dot') throw noDrawing(format);
  if (flags.lineage === true && object !== undefined) {
    const { runLineage } = await import('../../runs/lineage.js');
    return runLineage({ ...wish, object, format }, progress);
  }
  if (role === undefined || object === undefined) throw nothingAsked();
  const { runAccess } = await import('../../runs/access.js');
  return runAccess({ ...wish, role, object, format, ...(privilege === undefined ? {} : { privilege }) }, progress);
}

function nothingAsked(): InputError {
  return InputError.of(
    'nothing-asked',
    'it is not said whose access to what is asked for',
    'one question names a role and an object',
    'give --role and --object, or --matrix, or --escalations, or --lineage with --object',
  );
}

function noDrawing(format: string): InputError {
  const fix = 'add --escalations, or choose text or json';
  return InputError.of(
    'no-drawing',
    `this answer cannot be drawn as ${format}`,
    'only the escalation graph is a graph',
    fix,
  );
}
