import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../core/index.js';
import { FIXED_SETTINGS, renderSettings } from './settings.js';

describe('renderSettings', () => {
  it('keeps quotes and backslashes inside the value', () => {
    expect(renderSettings({ 'app.note': `it's \\ here` })).toBe(`app.note = 'it''s \\\\ here'\n`);
  });

  it.each([{ 'work_mem\nssl': 'off' }, { 'a b': '1' }, { work_mem: `1'\nssl = off` }])(
    'refuses a second line: %j',
    (settings) => {
      expect(() => renderSettings(settings)).toThrow(InvariantError);
    },
  );
});

describe('FIXED_SETTINGS', () => {
  it('names what the harness needs to stay reachable', () => {
    expect(FIXED_SETTINGS).toContain('hba_file');
    expect(FIXED_SETTINGS).toContain('unix_socket_directories');
  });
});
