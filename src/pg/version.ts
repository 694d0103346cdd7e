// PostgreSQL majors that we support and what each of them can do.
// End-of-life dates: https://www.postgresql.org/support/versioning/

export const MAJORS = [14, 15, 16, 17, 18] as const;
export type Major = (typeof MAJORS)[number];

export function isMajor(value: number): value is Major {
  return MAJORS.some((major) => major === value);
}

/** `server_version_num` (e.g. 150018) → 15. */
export function majorOf(versionNum: number): number {
  return Math.floor(versionNum / 10_000);
}

/** ISO dates after which the community publishes no fixes. */
export const END_OF_LIFE: { readonly [M in Major]: string } = {
  14: '2026-11-12',
  15: '2027-11-11',
  16: '2028-11-09',
  17: '2029-11-08',
  18: '2030-11-14',
};

export interface Features {
  readonly securityInvokerViews: boolean;
  readonly merge: boolean;
  readonly parameterAcls: boolean;
  readonly membershipOptions: boolean;
  readonly hbaRegex: boolean;
  readonly maintain: boolean;
  readonly logConnectionsList: boolean;
  /** Before 15 PUBLIC may create in schema public of a new database. */
  readonly publicSchemaClosed: boolean;
}

export function featuresOf(major: number): Features {
  return {
    securityInvokerViews: major >= 15,
    merge: major >= 15,
    parameterAcls: major >= 15,
    membershipOptions: major >= 16,
    hbaRegex: major >= 16,
    maintain: major >= 17,
    logConnectionsList: major >= 18,
    publicSchemaClosed: major >= 15,
  };
}
