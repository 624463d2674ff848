import { CANDIDATE_FACTS, candidateOf } from '../../containers/candidate.ts';
import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const rebuildLinux = defineRule({
  id: 'container.rebuild.linux',
  label: 'To be built anew as a Linux container',
  description:
    'What runs in a Linux machine is not converted: its services go into published images with its settings.',
  remedy: 'Start from the files of "isthmus containers export", and test the image before anything is switched over.',
  severity: WARNING,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.family'],
  mayUse: CANDIDATE_FACTS.filter((key) => key !== 'os'),
  fixHours: 16,
  evaluate: (facts) => {
    if (facts.os.family !== undefined && facts.os.family !== 'linux') return pass;
    const { verdict, parts, missing } = candidateOf(facts);
    if (verdict === 'unknown' || facts.os.family === undefined) return unknown(missing);
    return verdict === 'no' ? pass : fail(`To be built: ${listed(parts.map(({ name }) => name))}.`);
  },
});
