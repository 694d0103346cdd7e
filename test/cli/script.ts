// Command scripts: `$ command` lines, each followed by what must come of it.
//   $ pgrampart …          one command, words as in a shell; '…' and "…" quote, ${NAME} is filled in
//   ? 2                    its exit code (0 when nothing is said)
//   > text                 standard output has a line with this text
//   ! text                 standard error has a line with this text
//   -> text, -! text       neither standard output nor standard error has it
//   = path                 the file is there afterwards, and not empty
//   : name                 standard output is JSON of that published schema
//   ~ path                 no file there, nor the terminal, has the word that only a proof of everything earns
//   # …                    a comment

import { spawn } from 'node:child_process';

export interface Expectation {
  readonly kind: 'exit' | 'out' | 'err' | 'absent' | 'file' | 'unearned' | 'schema';
  readonly text: string;
  readonly line: number;
}

export interface ScriptCommand {
  readonly words: readonly string[];
  readonly line: number;
  readonly expectations: readonly Expectation[];
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const MARKS: readonly (readonly [string, Expectation['kind']])[] = [
  ['? ', 'exit'],
  ['-> ', 'absent'],
  ['-! ', 'absent'],
  ['> ', 'out'],
  ['! ', 'err'],
  ['= ', 'file'],
  ['~ ', 'unearned'],
  [': ', 'schema'],
];

export function parseScript(text: string, variables: Readonly<Record<string, string>>): readonly ScriptCommand[] {
  const commands: { words: readonly string[]; line: number; expectations: Expectation[] }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    if (raw.trim() === '' || raw.startsWith('#')) continue;
    if (raw.startsWith('$ ')) {
      commands.push({ words: wordsOf(raw.slice(2), variables), line, expectations: [] });
      continue;
    }
    const [mark, kind] = MARKS.find(([each]) => raw.startsWith(each)) ?? [];
    const last = commands.at(-1);
    if (mark === undefined || kind === undefined || last === undefined) throw new Error(`line ${line}: ${raw}`);
    last.expectations.push({ kind, text: filled(raw.slice(mark.length), variables), line });
  }
  return commands;
}

function wordsOf(text: string, variables: Readonly<Record<string, string>>): readonly string[] {
  const pieces = text.matchAll(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/gu);
  return [...pieces].map(([word]) =>
    filled(
      word.replaceAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"/gu, (_all, single?: string, double?: string) =>
        single === undefined ? (double ?? '').replaceAll(/\\(.)/gu, '$1') : single,
      ),
      variables,
    ),
  );
}

function filled(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}/gu, (all, name: string) => variables[name] ?? all);
}

/** Runs the built program; nothing of our own environment that could answer in its place gets in. */
export function runProgram(
  words: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ran> {
  const program = process.env['PGRAMPART_PROGRAM'] ?? 'bin/pgrampart.js';
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const env = { PATH, HOME, NO_COLOR: '1', ...(TMPDIR === undefined ? {} : { TMPDIR }), ...options.env };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${process.cwd()}/${program}`, ...words], { cwd: options.cwd, env });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.end();
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
