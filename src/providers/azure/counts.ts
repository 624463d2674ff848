/** What is told of a read beside its items. */

import type { ImportIssue } from '../provider.ts';
import type { Describer } from './describe.ts';

export function reportCounts(
  { nodeCount, silentCount }: Pick<Describer, 'nodeCount' | 'silentCount'>,
  report: (issue: ImportIssue) => void,
): void {
  if (nodeCount > 0) {
    report({
      severity: 'info',
      code: 'NODES_ARE_HOSTS',
      where: 'virtual machines',
      message: `${counted(nodeCount, 'machine is a node', 'machines are nodes')} of Kubernetes clusters: listed as hosts of their cluster, not as machines`,
      fix: 'Nothing is to be done. What runs on them is read by connecting the cluster itself.',
      skipped: false,
    });
  }
  if (silentCount > 0) {
    report({
      severity: 'warning',
      code: 'ARC_AGENTS_SILENT',
      where: 'Arc machines',
      message: `${counted(silentCount, 'Arc agent does', 'Arc agents do')} not report; what is known of such a machine may be old, and whether it runs is not known`,
      fix: 'Start the agents, or remove the machines from Azure Arc if they are gone.',
      skipped: false,
    });
  }
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
