// A file for people, as data.

export interface Artifact {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
}
