// The room's door: plant rows of two tenants on a scratch cluster.

export * from './model.js';
export { seedTenants, type SeedWish } from './seed.js';
