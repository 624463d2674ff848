import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../test/support/rule-cases.ts';
import { platformUnknown } from './platform-unknown.ts';

describe('rule common.platform.unknown', () => {
  it('passes on any platform that is stated, and is open where none is', () => {
    expect(ask(platformUnknown, { platform: 'vsphere' })).toBe('pass');
    expect(ask(platformUnknown, { platform: 'somewhere' })).toBe('pass');
    expect(ask(platformUnknown, {})).toMatchObject({ outcome: 'unknown', missing: ['platform'] });
  });
});
