/** Writing a rule of one's own: a new one from an example, or the newest version of one that is applied. */

import { BreadcrumbItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { RuleEditor } from './editor.tsx';

const route = getRouteApi('/shell/assessment/rules/write');

const EXAMPLE = `id: user.large-machine
label: Large machine
description: Machines above 32 CPUs need a sizing talk before they move.
remedy: Ask the platform team for a slot.
severity:
  azure-vm: blocker
  openshift-virtualization: warning
when: powerState == "on"
fails: cpuCount > 32
evidence: "{name} has {cpuCount} CPUs."
fixHours: 2
source:
  ref: Operations handbook, chapter 4
  date: 2026-11-01
tests:
  - name: a large one
    facts: { powerState: on, cpuCount: 64 }
    expect: fail
  - name: nobody says how large
    facts: { powerState: on }
    expect: unknown
    missing: [cpuCount]
`;

export function RuleWritePage() {
  const { rule } = route.useSearch();
  return (
    <ConsolePage
      title={rule === undefined ? 'Write a rule' : `Change ${rule}`}
      answers="What should workloads be judged by beside the shipped rules?"
      trail={
        <>
          <BreadcrumbItem>
            <Link to="/assessment">Assessment</Link>
          </BreadcrumbItem>
          <BreadcrumbItem>
            <Link to="/assessment/rules">Rules</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>{rule ?? 'New'}</BreadcrumbItem>
        </>
      }
    >
      {rule === undefined ? <RuleEditor text={EXAMPLE} /> : <Change id={rule} />}
    </ConsolePage>
  );
}

function Change({ id }: { readonly id: string }) {
  const query = useQuery({ queryKey: ['rule', id], queryFn: () => call(ROUTES.getRule, { params: { id } }) });
  return <Loading query={query}>{({ text }) => <RuleEditor key={id} text={text ?? ''} />}</Loading>;
}
