// The shape of what `prove` says (DESIGN section 5). `refuted` is given only after a replay; before that a
// verdict with a candidate is `unknown`.

export type VerdictKind = 'proved' | 'refuted' | 'unknown' | 'no-access';

export type Channel =
  | 'table'
  | 'owner'
  | 'bypass'
  | 'set-role'
  | 'view'
  | 'materialized-view'
  | 'partition'
  | 'inheritance'
  | 'function'
  | 'trigger'
  | 'sequence'
  | 'statistics'
  | 'rule'
  | 'publication'
  | 'foreign-table'
  | 'truncate'
  | 'trusted-table'
  | 'leaky-function'
  | 'oracle';

export interface PlantedRow {
  readonly relation: readonly [string, string];
  /** A temporary table of the session with the relation's name. */
  readonly temporary: boolean;
  /** Texts as the type reads them; null is NULL. Columns left out are free. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** Something that the role does twice, with and without the target row: two answers tell the row. */
export type Observe =
  | { readonly kind: 'read'; readonly relation: readonly [string, string]; readonly refreshAs: string | null }
  | { readonly kind: 'call'; readonly routine: readonly [string, string]; readonly args: readonly Argument[] }
  /** INSERT of the target's own key: refused only when the row is there. */
  | { readonly kind: 'collide'; readonly columns: readonly string[] }
  /** INSERT of a row that references the target. */
  | {
      readonly kind: 'refer';
      readonly relation: readonly [string, string];
      readonly columns: readonly string[];
      readonly to: readonly string[];
    }
  | { readonly kind: 'sequence'; readonly sequence: readonly [string, string]; readonly column: string }
  | { readonly kind: 'truncate' }
  /** A function of the session's own as a condition on a view tells what it was shown. */
  | { readonly kind: 'leak'; readonly relation: readonly [string, string] }
  /** What the planner knows of the table, after ANALYZE. */
  | { readonly kind: 'statistics' }
  /** The log of changes, as the publication sends it; null: by an output plugin that asks for none. */
  | { readonly kind: 'decode'; readonly publication: string | null };

export interface Argument {
  readonly type: string;
  readonly text: string | null;
}

export interface Candidate {
  readonly session: {
    readonly role: string;
    readonly setRole: string | null;
    readonly settings: Readonly<Record<string, string>>;
  };
  readonly command: 'select' | 'insert' | 'update' | 'delete';
  readonly relation: readonly [string, string];
  readonly rows: readonly PlantedRow[];
  /** The row that the command reaches (its place in `rows`), null for INSERT. */
  readonly target: number | null;
  /** What INSERT or UPDATE writes. */
  readonly writes: Readonly<Record<string, string | null>> | null;
  /** Instead of the command. */
  readonly observe?: Observe;
  /** The view that the command names instead of the relation. */
  readonly through?: readonly [string, string];
  /** The relation's own triggers fire when the target is planted, and write here. */
  readonly copiesTo?: readonly [string, string];
}

export interface Replay {
  /** Whether the session could be made and the statement tried. */
  readonly ran: boolean;
  readonly leaked: boolean;
  readonly observed: string;
  /** SQL that shows it again. */
  readonly script?: string;
}

export interface Verdict {
  readonly relation: readonly [string, string];
  readonly database: string;
  readonly role: string;
  readonly command: string;
  readonly channel: Channel;
  readonly verdict: VerdictKind;
  readonly assumptions: readonly string[];
  readonly reason: string;
  readonly counterexample?: Candidate;
  readonly replay?: Replay;
  /** The smallest change that would make it provable. */
  readonly edit?: string;
}
