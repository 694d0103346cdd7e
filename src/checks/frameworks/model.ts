// How controls of outside frameworks point at our checks: data, nothing more. A mapping says that the check
// looks at the control's subject, not that passing it satisfies the control.

export interface FrameworkControl {
  /** As the framework numbers it. */
  readonly id: string;
  readonly checks: readonly [string, ...string[]];
}

export interface Framework {
  readonly id: 'cis' | 'stig';
  readonly title: string;
  /** Where the numbers were taken from. */
  readonly source: string;
  readonly controls: readonly FrameworkControl[];
}
