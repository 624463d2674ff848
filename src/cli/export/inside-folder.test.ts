import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { insideFolder } from './inside-folder.ts';

describe('where an export may write', () => {
  it('is below the folder', () => {
    expect(insideFolder('out', 'wave-1/plan.yaml')).toBe(join('out', 'wave-1', 'plan.yaml'));
    expect(insideFolder('out', 'a/../b')).toBe(join('out', 'b'));
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'C:\\x', '..\\x', 'c:/x'])('is not %s', (path) => {
    expect(() => insideFolder('out', path)).toThrow('outside');
  });
});
