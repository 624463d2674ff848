import { guestName } from '../../guest-tables.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerOtherOs = defineRule({
  id: 'container.os.other',
  label: 'Neither Windows nor Linux',
  description: 'Containers share the kernel of their node, which is Linux or Windows.',
  remedy: 'Build what it does anew on Linux.',
  severity: BLOCKER,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.family'],
  fixHours: 120,
  evaluate: ({ os }) => {
    if (os.family === undefined) return unknown(['os.family']);
    return os.family === 'other' ? fail(`${guestName(os)} has a kernel of its own.`) : pass;
  },
});
