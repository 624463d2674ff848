import { guestName, judgeIds } from '../../guest-tables.ts';
import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

const CLIENT = /^windows-(xp|vista|7|8|8\.1|10|11|12)(-.*)?$/;

export const containerClientOs = defineRule({
  id: 'container.os.client',
  label: 'Desktop of a user',
  description: 'A client Windows serves somebody at a screen; containers have no screen and no client system.',
  remedy: 'Keep it as a virtual desktop.',
  severity: BLOCKER,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 80,
  evaluate: ({ os }) => {
    if (os.family !== undefined && os.family !== 'windows') return pass;
    return judgeIds(
      os,
      (id) => (id === 'windows' ? undefined : CLIENT.test(id)),
      () => `${guestName(os)} is a client system.`,
    );
  },
});
