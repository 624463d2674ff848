import { CANDIDATE_FACTS } from '../../containers/candidate.ts';
import { windowsNeedOf } from '../../containers/windows-need.ts';
import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const rebuildWindows = defineRule({
  id: 'container.rebuild.windows',
  label: 'To be built anew as a Windows container',
  description:
    'What runs in Windows only is not converted: an image is written, built and tested for it. What runs in Linux containers as well, such as .NET 5 and newer, is not meant.',
  remedy: 'Start from the files of "isthmus containers export", and test the image before anything is switched over.',
  severity: WARNING,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.family'],
  mayUse: CANDIDATE_FACTS.filter((key) => key !== 'os'),
  fixHours: 40,
  evaluate: (facts) => {
    if (facts.os.family !== undefined && facts.os.family !== 'windows') return pass;
    const { needed, windows, missing } = windowsNeedOf(facts);
    if (needed === undefined || facts.os.family === undefined) return unknown(missing);
    return needed ? fail(`To be built: ${listed(windows.map(({ name }) => name))}.`) : pass;
  },
});
