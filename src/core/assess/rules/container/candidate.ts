import { CANDIDATE_FACTS, candidateOf } from '../../containers/candidate.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const candidate = defineRule({
  id: 'container.candidate',
  label: 'Has something to run in a container',
  description: 'Fails where no web site and no service of its own was found that could run in a container.',
  remedy: 'Keep it as a virtual machine, or name what it does and rebuild that.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: CANDIDATE_FACTS,
  fixHours: 80,
  evaluate: (facts) => {
    const { verdict, missing } = candidateOf(facts);
    if (verdict === 'yes') return pass;
    if (verdict === 'unknown') return unknown(missing, 'What runs inside of it is not known.');
    return fail("No web site, and only Windows' or Linux' own services, agents and protection.");
  },
});
