// The program under measurement: PGRAMPART_DIST names another build of it.
const dist = process.env.PGRAMPART_DIST ?? new URL('../../dist', import.meta.url).pathname;

export const load = (path) => import(`${dist}/${path}`);
