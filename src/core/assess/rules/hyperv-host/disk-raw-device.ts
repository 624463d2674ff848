import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { ownExperience } from '../sources.ts';

export const hypervDiskRawDevice = defineRule({
  id: 'hyperv-host.disk.raw-device',
  label: 'Raw device mapping',
  description: 'A disk is a LUN of the storage, not a file: conversion to VHDX does not carry it.',
  remedy: 'Turn it into a virtual disk first, or give the LUN to the new machine as a pass-through disk.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: ownExperience,
  platforms: ['vsphere', 'hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].rawDeviceMapping'],
  fixHours: 8,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => disk.rawDeviceMapping,
      ['disks[].rawDeviceMapping'],
      (found) => `Raw device mapping: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
