/** How many machines use how much of what they have. Each step leads to its machines. */

import { Content } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { RightSizingList } from '../../api/rightsizing.ts';
import { countText } from '../shared/format.ts';
import { Folded } from '../shared/folded.tsx';

const FIELDS = {
  avg: { cpu: 'utilisation.cpuAvgPct', memory: 'utilisation.memoryAvgPct', words: 'average' },
  p95: { cpu: 'utilisation.cpuP95Pct', memory: 'utilisation.memoryP95Pct', words: '95th percentile' },
  max: { cpu: 'utilisation.cpuMaxPct', memory: 'utilisation.memoryMaxPct', words: 'peak' },
} as const;

export function UseHistogram({ summary }: { readonly summary: RightSizingList['summary'] }) {
  const { histogram, settings } = summary;
  const { words, ...fields } = FIELDS[settings.basis];
  const rows = [
    ...histogram.buckets.map(({ fromPct, cpu, memory }) => ({
      key: String(fromPct),
      title: fromPct === 90 ? '90 % and more' : `${fromPct} to ${fromPct + 10} %`,
      filter: (field: string) =>
        fromPct === 90 ? `${field} >= 90` : `${field} >= ${fromPct} and ${field} < ${fromPct + 10}`,
      cpu,
      memory,
    })),
    {
      key: 'unknown',
      title: 'not measured',
      filter: (field: string) => `${field} is unknown`,
      ...histogram.unknown,
    },
  ];
  const most = Math.max(1, ...rows.flatMap(({ cpu, memory }) => [cpu, memory]));
  return (
    <Folded title={`What was measured: ${words} of use`}>
      <table className="isthmus-bars isthmus-histogram" aria-label={`Workloads by ${words} of use`}>
        <thead>
          <tr>
            <th scope="col">Use</th>
            <th scope="col" colSpan={2}>
              Processor
            </th>
            <th scope="col" colSpan={2}>
              Memory
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, title, filter, ...counts }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              {(['cpu', 'memory'] as const).map((resource) => (
                <Bar key={resource} count={counts[resource]} most={most} filter={filter(fields[resource])} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Content component="p" className="isthmus-muted">
        From 90 % on a machine is taken as held down by its size, and more is recommended.
      </Content>
    </Folded>
  );
}

function Bar({ count, most, filter }: { readonly count: number; readonly most: number; readonly filter: string }) {
  return (
    <>
      <td className="isthmus-number">
        <Link to="/workloads" search={{ q: filter }}>
          {countText(count)}
        </Link>
      </td>
      <td aria-hidden="true">
        {count > 0 && <div className="isthmus-bar" style={{ inlineSize: `${(100 * count) / most}%` }} />}
      </td>
    </>
  );
}
