// Arguments and flags that several commands share, said once and in the same words.

import { Argument, Option, type Command } from 'commander';
import { HAND_OFF_FORMATS } from '../runs/hand-off-formats.js';

export interface CommonFlags {
  readonly quiet?: boolean;
}

/** What every command takes that reads a SOURCE. */
export interface SourceFlags extends CommonFlags {
  readonly database?: readonly string[];
  readonly files?: string;
}

export function sourceArgument(): Argument {
  return new Argument('<SOURCE>', 'connection URI or conninfo, inventory.json, or a folder of files');
}

export function databaseFlag(): Option {
  return new Option('--database <name>', 'only this database (may be repeated)').argParser(collectText);
}

export function filesFlag(): Option {
  return new Option('--files <dir>', 'folder with the applications’ configuration (.env, JDBC URLs, pgbouncer.ini)');
}

export function docsFlag(): Option {
  return new Option('--docs <dir>', 'folder or file with the architecture documents (may be repeated)').argParser(
    collectText,
  );
}

export function substrateFlag(): Option {
  return new Option('--substrate <name>', 'platform of SOURCE, when the documents do not state it');
}

export function handOffFlag(): Option {
  return new Option('--handoff-format <tool>', 'migration tool that hand-offs are written for').choices(
    HAND_OFF_FORMATS,
  );
}

export function scratchFlag(): Option {
  return new Option('--scratch <which>', 'scratch server: auto, embedded, system, a major version, or none').default(
    'auto',
  );
}

export function quietFlag(): Option {
  return new Option('--quiet', 'no progress and no remarks on standard error');
}

export function outFlag(): Option {
  return new Option('--out <file>', 'write to a file instead of standard output');
}

export function formatFlag(formats: readonly string[]): Option {
  return new Option('--format <format>', 'form of the result').choices(formats).default(formats[0]);
}

/** For options that may be repeated. */
export function collectText(value: string, former: readonly string[] | undefined): readonly string[] {
  return [...(former ?? []), value];
}

/** What a run wants to know of its source. */
export function sourceWish(flags: SourceFlags): { readonly databases: readonly string[]; readonly files?: string } {
  return { databases: flags.database ?? [], ...(flags.files === undefined ? {} : { files: flags.files }) };
}

/** Ends a command's help: what one types. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExample:\n${lines.map((line) => `  $ pgrampart ${line}`).join('\n')}`);
}
