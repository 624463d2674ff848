import { guestName } from '../../guest-tables.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerBits32 = defineRule({
  id: 'container.os.32-bit',
  label: '32-bit system',
  description: 'Base images and nodes are 64-bit. Server Core runs 32-bit programs, Nano Server does not.',
  remedy: 'Build for 64 bits; on Windows a 32-bit program may stay on a Server Core base.',
  severity: WARNING,
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.architecture'],
  fixHours: 16,
  evaluate: ({ os }) => {
    if (os.architecture === undefined) return unknown(['os.architecture']);
    return os.architecture === 'x86' ? fail(`${guestName(os)} is a 32-bit system.`) : pass;
  },
});
