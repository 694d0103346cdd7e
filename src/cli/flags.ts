// Flags that several commands share.

import { Option } from 'commander';

export interface CommonFlags {
  readonly quiet?: boolean;
}

export function quietFlag(): Option {
  return new Option('--quiet', 'no progress and no remarks on standard error');
}

export function formatFlag(formats: readonly string[]): Option {
  return new Option('--format <format>', 'form of the result').choices(formats).default(formats[0]);
}

/** For options that may be repeated. */
export function collectText(value: string, former: readonly string[]): readonly string[] {
  return [...former, value];
}
