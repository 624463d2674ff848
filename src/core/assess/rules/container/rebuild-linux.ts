import { CANDIDATE_FACTS } from '../../containers/candidate.ts';
import { windowsNeedOf } from '../../containers/windows-need.ts';
import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const rebuildLinux = defineRule({
  id: 'container.rebuild.linux',
  label: 'To be built anew as a Linux container',
  description:
    'Services are not converted: they go into published images with their settings. So does what runs in Windows today and needs none, such as .NET 5 and newer.',
  remedy: 'Start from the files of "isthmus containers export", and test the image before anything is switched over.',
  severity: WARNING,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.family'],
  mayUse: CANDIDATE_FACTS.filter((key) => key !== 'os'),
  fixHours: 16,
  evaluate: (facts) => {
    const { family } = facts.os;
    if (family !== undefined && family !== 'linux' && family !== 'windows') return pass;
    const { linux, missing } = windowsNeedOf(facts);
    if (family === undefined) return unknown(missing);
    if (linux.length > 0) return fail(`To be built: ${listed(linux.map(({ name }) => name))}.`);
    return missing.length > 0 ? unknown(missing) : pass;
  },
});
