// What a run ends with, and which of several reasons wins (DESIGN §5).

export const EXIT = {
  clean: 0,
  findings: 1,
  input: 2,
  waiting: 3,
  operation: 4,
  bug: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const PRECEDENCE: readonly ExitCode[] = [EXIT.bug, EXIT.input, EXIT.operation, EXIT.findings, EXIT.waiting];

export function combineExits(codes: readonly ExitCode[]): ExitCode {
  return PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.clean;
}

/** For people: what `harden` means by its exit code. */
export const EXIT_MEANING: { readonly [code in ExitCode]: string } = {
  0: 'done, nothing is left open',
  1: 'evidence is broken or vacuous, a second plan is not empty, undo failed, or findings reach the threshold',
  2: 'bad usage or bad input: see the diagnostics',
  3: 'done, but parts wait for the ADR candidates to be decided',
  4: 'an operation failed: connecting, reading, locking or committing',
  70: 'a mistake of pgrampart itself: please report it',
};
