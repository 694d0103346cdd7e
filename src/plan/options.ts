// What a plan needs to know besides demands and inventory.

import type { ObjectRef } from '../pg/object.js';
import type { HandOffFormat } from './artifacts/formats/index.js';

export interface PlanOptions {
  /** `mark`: changes of schema-owned objects are hand-offs; `include`: they are ours to run (scratch cluster). */
  readonly handOff: 'include' | 'mark';
  /** The migration tool that hand-offs are written for; plain SQL when not given. */
  readonly handOffFormat?: HandOffFormat;
  /** A name of the substrates; on one that keeps settings and rules to itself they are no steps of ours. */
  readonly platform?: string;
  /** The component that owns the object, for the hand-off's address. */
  readonly componentOf?: (object: ObjectRef) => string | null;
  /** Present text of pg_hba.conf (without harness lines), the way back; absent when the host's files are out of reach. */
  readonly formerHba?: string;
  /** Present text of pg_ident.conf, the way back; absent as above. */
  readonly formerIdent?: string;
  /** Lines at the head of the live pg_hba.conf that are the scratch harness's own, not the file under plan. */
  readonly hbaLinesToSkip?: number;
  /** Who is connected now may be shut out: each was named, and its client has changed. */
  readonly acceptCutoff?: true;
  /** Only these databases were read; absent when all were. */
  readonly databases?: readonly string[];
  /** The applier enters through lines that no plan touches (a scratch harness), so he cannot lock himself out. */
  readonly ownDoor?: true;
}
