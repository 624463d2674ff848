import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { hypervGeneration } from '../sources.ts';

export const secureBootTemplate = defineRule({
  id: 'hyperv-host.secure-boot.template',
  label: 'Secure Boot needs the template for Linux',
  description:
    'New generation 2 machines trust Windows boot loaders only. A Linux guest starts with another template, or without Secure Boot.',
  remedy:
    'Choose the template "Microsoft UEFI Certificate Authority" when the machine is made, or switch Secure Boot off.',
  severity: { hyperv: 'info', 'azure-local': 'info' },
  source: hypervGeneration,
  needs: [],
  mayUse: ['os', 'firmware'],
  fixHours: 0.5,
  evaluate: ({ os, firmware }) => {
    if (firmware === 'bios' || os?.family === 'windows') return pass;
    if (os?.family === undefined) return unknown(['os.family']);
    return firmware === undefined ? unknown(['firmware']) : fail('EFI and not Windows.');
  },
});
