import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { aksImageBase } from './aks-image-base.ts';

describeRule(aksImageBase, 'kubernetes', [
  {
    reason: 'no node takes its base',
    facts: { os: { family: 'windows' }, images: ['shop/web:1-ltsc2019'] },
    says: { fails: 'ltsc2019' },
  },
  { reason: 'nodes take it', facts: { os: { family: 'windows' }, images: ['shop/web:1-ltsc2022'] }, says: 'pass' },
  { reason: 'a Linux image', facts: { os: { family: 'linux' }, images: ['shop/web:1'] }, says: 'pass' },
  {
    reason: 'the tag does not say',
    facts: { os: { family: 'windows' }, images: ['shop/web:1'] },
    says: { asks: ['images'] },
  },
  { reason: 'which system it needs is not known', facts: { images: ['shop/web:1'] }, says: { asks: ['os.family'] } },
]);
