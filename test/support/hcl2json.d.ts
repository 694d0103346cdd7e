// What the tests use of @cdktf/hcl2json. Its own declarations pull in the browser's types, which would
// then stand for Node's everywhere (see `paths` in tsconfig.json).

export declare function parse(filename: string, contents: string): Promise<Record<string, unknown>>;
