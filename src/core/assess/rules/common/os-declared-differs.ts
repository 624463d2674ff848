import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { readOsText } from '../../../model/os-text.ts';
import type { OsText } from '../../../model/os-text.ts';
import { remember } from '../../remember.ts';
import { forkliftPlan } from '../sources.ts';

/** An estate has few distinct texts. */
const readText = remember((text) => readOsText(text));

/** Stream runs under the label of its parent. */
const productOf = (product: string): string => (product === 'centos-stream' ? 'centos' : product);

function releasesDiffer(configured: OsText, reported: OsText): boolean {
  if (configured.orLater || configured.releases.length === 0 || reported.releases.length === 0) return false;
  return !reported.releases.some((release) => configured.releases.includes(release));
}

export const osDeclaredDiffers = defineRule({
  id: 'common.os.declared-differs',
  label: 'Configured and real system differ',
  description: 'The machine is configured for another system than the one the guest agent reports.',
  remedy: 'Set the guest type to what really runs, so that the target gets the right devices.',
  severity: {
    stay: 'info',
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: forkliftPlan,
  needs: ['os'],
  asksFor: ['os.configuredAs', 'os.reportedAs'],
  fixHours: 0.5,
  evaluate: ({ os: { configuredAs, reportedAs } }) => {
    if (reportedAs === undefined) return unknown(['os.reportedAs']);
    if (configuredAs === undefined) return unknown(['os.configuredAs']);
    const configured = readText(configuredAs);
    const reported = readText(reportedAs);
    if (configured?.product === undefined || reported?.product === undefined) return pass;
    const differs = productOf(configured.product) !== productOf(reported.product);
    return differs || releasesDiffer(configured, reported)
      ? fail(`Configured as ${configuredAs}, runs ${reportedAs}.`)
      : pass;
  },
});
