import { defineRule } from '../../rule.ts';
import { cpuLevelNeeded, cpuLevelOf } from '../../cpu-levels.ts';
import { guestName, judgeIds } from '../../guest-tables.ts';
import { pass, unknown } from '../../verdict.ts';
import { cpuLevels } from '../sources.ts';

export const cpuTooOld = defineRule({
  id: 'common.cpu.too-old-for-guest',
  label: 'CPU generation is too old for the guest',
  description:
    'The cluster shows its machines an older CPU than this system is built for; the next update may not start.',
  remedy: 'Raise the EVC mode or CPU model, and choose hosts at the target that offer what the guest needs.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  openWeighs: 'info',
  source: cpuLevels,
  needs: ['cpuModel', 'os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ cpuModel, os }) => {
    const shown = cpuLevelOf(cpuModel);
    if (shown === undefined) return unknown(['cpuModel'], `"${cpuModel}" tells no generation.`);
    if (shown >= 3) return pass;
    return judgeIds(
      os,
      (id) => {
        const needed = cpuLevelNeeded(id);
        return needed === undefined ? undefined : needed > shown;
      },
      (id) => `${guestName(os)} needs x86-64-v${cpuLevelNeeded(id) ?? '?'}; ${cpuModel} offers v${shown}.`,
    );
  },
});
