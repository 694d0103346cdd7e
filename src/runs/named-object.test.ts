import { describe, expect, test } from 'vitest';
import { parseObjectName } from './named-object.js';

describe('an object as one types it', () => {
  test.each([
    ['table:app.docs', 'table', ['app', 'docs']],
    ['column:app.docs.body', 'column', ['app', 'docs', 'body']],
    ['routine:app.f(text, app.email)', 'routine', ['app', 'f(text, app.email)']],
    ['table:"a.b"."c""d"', 'table', ['a.b', 'c"d']],
    ['routine:"a.b"."f.g"(integer)', 'routine', ['a.b', 'f.g(integer)']],
    ['large-object:4711', 'large-object', ['4711']],
    ['parameter:app.tenant_id', 'parameter', ['app.tenant_id']],
    ['schema:Mixed', 'schema', ['Mixed']],
  ])('%s', (text, kind, path) => {
    expect(parseObjectName(text)).toEqual({ ok: true, value: { kind, path } });
  });

  test.each([
    ['app.docs', 'has no kind'],
    ['tablee:app.docs', 'did you mean table?'],
    ['policy:app.docs', 'is no kind of object'],
    ['table:docs', 'schema.name'],
    ['table:app.', 'schema.name'],
    ['column:app.docs', 'schema.relation.column'],
    ['table:"app.docs', 'is not closed'],
  ])('%s is refused', (text, reason) => {
    expect(parseObjectName(text)).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
  });
});
