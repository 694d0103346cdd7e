export * from './acl.js';
export * from './carrier.js';
export * from './grantee.js';
export * from './object.js';
export * from './predefined-role.js';
export * from './privilege.js';
export * from './threat-kind.js';
export * from './version.js';
