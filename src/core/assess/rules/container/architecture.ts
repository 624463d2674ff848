import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const containerArchitecture = defineRule({
  id: 'container.workload.architecture',
  label: 'Processor that the target has no nodes for',
  description: 'AKS nodes are x86-64 or Arm64; OpenShift runs on more, but on nodes of that processor only.',
  remedy: 'Build the image for x86-64 or Arm64 as well.',
  severity: { 'aks-container': 'blocker', 'openshift-container': 'warning' },
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['os'],
  asksFor: ['os.architecture'],
  fixHours: 16,
  evaluate: ({ os }) => {
    if (os.architecture === undefined) return unknown(['os.architecture']);
    return os.architecture === 'x86_64' || os.architecture === 'arm64'
      ? pass
      : fail(`Its nodes are ${os.architecture === 'x86' ? '32-bit x86' : 'neither x86-64 nor Arm64'}.`);
  },
});
