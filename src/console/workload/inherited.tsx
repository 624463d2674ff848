/** Data classes that a workload has because of what it reads, each with the way to where it is said. */

import { Content, Label } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { WorkloadDocument } from '../../api/workloads.ts';

export function InheritedClasses({ inherited }: Pick<WorkloadDocument, 'inherited'>) {
  if (inherited.length === 0) return null;
  return (
    <section aria-labelledby="inherited-classes">
      <Content component="h2" id="inherited-classes">
        Data classes of what it reads
      </Content>
      <Content component="ul">
        {inherited.map(({ dataClass, certain, path }) => (
          <Content component="li" key={dataClass ?? ''}>
            <Label isCompact color={certain ? 'purple' : 'grey'}>
              {dataClass ?? 'not classified'}
            </Label>{' '}
            {certain ? 'reads' : 'may read'}{' '}
            {path.map(({ workloadId, workloadName, service, port, confidencePct }, index) => (
              <span key={workloadId}>
                {index > 0 && ', which reads '}
                <Link to="/workloads/$id" params={{ id: workloadId }}>
                  {workloadName}
                </Link>{' '}
                ({service ?? (port === undefined ? 'service unknown' : `port ${port}`)}, {confidencePct}% sure)
              </span>
            ))}
          </Content>
        ))}
      </Content>
      <Content component="p">
        Where that is wrong, call the dependency background traffic, or name the workload under{' '}
        <code>inheritance.stops</code> in the sites file.
      </Content>
    </section>
  );
}
