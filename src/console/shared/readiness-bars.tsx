/** Readiness per target: a table whose last column draws its figures as one stacked bar. Counts lead to the workloads. */

import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import { countText } from './format.ts';
import { READINESS_CLASSES } from './readiness.ts';
import type { ReadinessName } from './readiness.ts';

export interface TargetCounts {
  readonly id: string;
  readonly title: string;
  readonly counts: Readonly<Partial<Record<ReadinessName, number>>>;
}

export function ReadinessBars({ targets }: { readonly targets: readonly TargetCounts[] }) {
  return (
    <Table role="table" aria-label="Readiness by target" variant="compact" borders={false} gridBreakPoint="">
      <Thead>
        <Tr>
          <Th>Target</Th>
          {READINESS_CLASSES.map(({ id, text }) => (
            <Th key={id} className="isthmus-number isthmus-nowrap">
              <span className={`isthmus-swatch isthmus-${id}`} aria-hidden="true" /> {text}
            </Th>
          ))}
          <Th className="isthmus-stack-cell" screenReaderText="As a bar" />
        </Tr>
      </Thead>
      <Tbody>
        {targets.map((target) => (
          <Tr key={target.id}>
            <Td dataLabel="Target">{target.title}</Td>
            {READINESS_CLASSES.map(({ id, text }) => (
              <Td key={id} dataLabel={text} className="isthmus-number">
                <Link to="/workloads" search={{ q: `readiness.${target.id} = ${id}` }}>
                  {countText(target.counts[id] ?? 0)}
                </Link>
              </Td>
            ))}
            <Td>
              <Stack counts={target.counts} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Stack({ counts }: Pick<TargetCounts, 'counts'>) {
  return (
    <div className="isthmus-stack" aria-hidden="true">
      {READINESS_CLASSES.map(({ id }) => (
        <span key={id} className={`isthmus-${id}`} style={{ flexGrow: counts[id] ?? 0 }} />
      ))}
    </div>
  );
}
