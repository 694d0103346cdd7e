// What a platform's files are written for, and one such file.

export interface PlatformFile {
  readonly path: string;
  readonly text: string;
}

export interface PlatformTarget {
  /** A name of platforms.ts. */
  readonly platform: string;
  readonly major: number;
  /** Of the cluster, where the platform asks for one: letters, digits, dashes. */
  readonly name: string;
  readonly port: number;
  /** The wanted pg_hba.conf, for platforms that take rules. */
  readonly hbaLines: readonly string[];
}
