/** What right-sizing saves over all, and what is not known. */

import { Content } from '@patternfly/react-core';
import type { RightSizingList } from '../../api/rightsizing.ts';
import { countOf, countText, diskText, UNKNOWN, usdText } from '../shared/format.ts';
import { Folded } from '../shared/folded.tsx';
import { Figures } from '../shared/figures.tsx';
import { fieldTitle } from '../shared/titles.ts';

export function SizeTotals({ list }: { readonly list: RightSizingList }) {
  const { summary } = list;
  const { verdicts, cpu, memory, money, settings, counted, missing } = summary;
  const saved = money.savesUsdPerMonth;
  return (
    <>
      <Figures
        figures={[
          {
            value: `${countText(counted - verdicts['no-data'])} of ${countText(counted)}`,
            of: 'workloads were measured',
          },
          { value: `${countText(cpu.current)} → ${countText(cpu.recommended)}`, of: 'vCPUs' },
          { value: `${gib(memory.current)} → ${gib(memory.recommended)}`, of: 'memory' },
          { value: countText(verdicts.smaller), of: 'can be smaller' },
          { value: countText(verdicts.larger + verdicts.mixed), of: 'should grow in something' },
          {
            value: saved === null ? UNKNOWN : usdText(Math.abs(saved)),
            of: `${saved !== null && saved < 0 ? 'more' : 'saved'} a month ${money.site === null ? 'where they run' : `at ${money.site}`}`,
          },
        ]}
      />
      <Content component="p" className="isthmus-muted">
        By {settings.basis} × {settings.factor}
        {settings.overrides > 0 && `, with ${countOf(settings.overrides, 'override')} of sites.yaml`}. Prices and
        placement take{' '}
        {settings.placement === 'right-sized'
          ? 'these sizes (placement.sizing).'
          : 'the sizes machines have; placement: {sizing: right-sized} in sites.yaml changes that.'}
      </Content>
      <Folded title="What is not known">
        <ul className="isthmus-notes">
          {missing.map(({ fact, workloads, from }) => (
            <li key={fact}>
              {fieldTitle(fact)} of {countOf(workloads, 'workload')} is unknown
              {from.length > 0 && `: ${from.slice(0, 3).join('; ')}`}.
            </li>
          ))}
          {money.unpriced.slice(0, 5).map(({ reason, workloads }) => (
            <li key={reason}>
              {countOf(workloads, 'change')} without a price: {reason}.
            </li>
          ))}
          {money.assumptions.slice(0, 5).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {missing.length + money.unpriced.length + money.assumptions.length === 0 && <li>Nothing.</li>}
        </ul>
      </Folded>
    </>
  );
}

const gib = (mib: number): string => diskText(mib / 1024);
