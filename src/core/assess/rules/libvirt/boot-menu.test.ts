import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtBootMenu } from './boot-menu.ts';

describeRule(libvirtBootMenu, 'kvm', [
  { reason: 'on', facts: { bootMenu: true }, says: { fails: 'boot menu' } },
  { reason: 'off', facts: { bootMenu: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['bootMenu'] } },
]);
