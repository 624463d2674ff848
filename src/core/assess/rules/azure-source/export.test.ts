import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../test/support/rule-cases.ts';
import { azureExport } from './export.ts';

describe('rule azure-source.export', () => {
  it('fails on Azure, speaks on no other platform, and is not asked while the platform is not known', () => {
    expect(ask(azureExport, { platform: 'azure' })).toMatchObject({ outcome: 'fail', evidence: 'Runs on Azure.' });
    expect(ask(azureExport, { platform: 'vsphere' })).toBe('not applicable');
    expect(ask(azureExport, {})).toBe('not applicable');
  });
});
