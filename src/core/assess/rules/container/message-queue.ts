import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

const QUEUE = /^(msmq|msmq-.*|message-queuing.*)$/i;

export const messageQueue = defineRule({
  id: 'container.windows.message-queue',
  label: 'Message queuing (MSMQ)',
  description: 'Queues are kept on the machine, and those of a domain are tied to its name.',
  remedy: 'Use private queues on a volume, or a message broker of the target.',
  severity: WARNING,
  source: ownExperience,
  needs: [],
  mayUse: ['os', 'guestFeatures', 'guestServices'],
  fixHours: 24,
  evaluate: ({ os, guestFeatures, guestServices }) => {
    if (os?.family !== undefined && os.family !== 'windows') return pass;
    const found = [
      ...(guestFeatures ?? []),
      ...(guestServices ?? []).filter(({ state }) => state === 'running').map(({ name }) => name),
    ].find((name) => QUEUE.test(name));
    if (found !== undefined) return os?.family === undefined ? unknown(['os.family']) : fail(`${found} is there.`);
    return guestFeatures === undefined ? unknown(['guestFeatures']) : pass;
  },
});
