import { listed } from '../../kleene.ts';
import { remember } from '../../remember.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

const LICENCE_KEY = /\b(sentinel (ldk|hasp|protection|runtime)|hasp|codemeter|wibu|hardlock|unikey)\b/i;

const isOne = remember((name) => LICENCE_KEY.test(name));

export const softwareLicenceKey = defineRule({
  id: 'container.software.licence-key',
  label: 'Software bound to a licence key in hardware',
  description: 'Run-time software of hardware keys is installed: what it protects looks for a device of the machine.',
  remedy: 'Ask the vendor for a licence server or a key in software.',
  severity: BLOCKER,
  source: ownExperience,
  needs: ['software'],
  fixHours: 24,
  evaluate: ({ software }) => {
    const found = software.filter(({ name }) => isOne(name)).map(({ name }) => name);
    return found.length > 0 ? fail(`Installed: ${listed(found)}.`) : pass;
  },
});
