import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hardwareVersion } from './hardware-version.ts';

describeRule(hardwareVersion, 'vsphere', [
  { reason: 'version 8', facts: { hardwareVersion: 8 }, says: { fails: 'version 8' } },
  { reason: 'version 10', facts: { hardwareVersion: 10 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['hardwareVersion'] } },
]);
