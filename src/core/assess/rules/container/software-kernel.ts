import { listed } from '../../kleene.ts';
import { remember } from '../../remember.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

const IN_THE_KERNEL =
  /\b(winpcap|npcap|wireguard|openvpn|softether|virtualbox|vmware (workstation|player)|docker desktop|starwind|datacore|drbd|iscsi target|zfs|lustre|gpfs|spectrum scale|kmod-|dkms|usbpcap|virtual com port)/i;

const isOne = remember((name) => IN_THE_KERNEL.test(name));

export const softwareKernel = defineRule({
  id: 'container.software.kernel',
  label: 'Software with drivers of its own',
  description: 'Drivers belong to the node: a container cannot bring any.',
  remedy: 'Find out whether the application needs it. If it does, keep the virtual machine.',
  severity: WARNING,
  source: ownExperience,
  needs: ['software'],
  fixHours: 16,
  evaluate: ({ software }) => {
    const found = software.filter(({ name }) => isOne(name)).map(({ name }) => name);
    return found.length > 0 ? fail(`Installed: ${listed(found)}.`) : pass;
  },
});
