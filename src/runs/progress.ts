// How a run tells what it is doing. The command line draws it; the library may ignore it.

export type Progress = (event: ProgressEvent) => void;

export interface ProgressEvent {
  /** Kebab-case name of the stage, e.g. `collect`, `clone`, `attack`. */
  readonly stage: string;
  readonly state: 'start' | 'done' | 'note';
  /** One line for people, without secrets. */
  readonly text: string;
}

export const silent: Progress = () => undefined;
