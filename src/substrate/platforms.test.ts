import { describe, expect, it } from 'vitest';
import { PLATFORMS, platformOf, recognisePlatform } from './platforms.js';

describe('recognisePlatform', () => {
  it('tells Aurora from RDS, whose marks it also shows', () => {
    expect(recognisePlatform(['role rds_superuser', 'setting aurora_compute_plan_id'])?.name).toBe('aurora');
    expect(recognisePlatform(['role rds_superuser', 'setting rds.extensions'])?.name).toBe('rds');
  });

  it('concludes nothing from no marks', () => {
    expect(recognisePlatform([])).toBeUndefined();
  });

  it('claims to be verified only where somebody could look', () => {
    expect(PLATFORMS.filter((platform) => platform.verified).map((platform) => platform.name)).toEqual([
      'self-managed',
    ]);
    expect(platformOf('rds')?.superuser).toBe(false);
  });
});
