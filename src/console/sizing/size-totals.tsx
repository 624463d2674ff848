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
  return (
    <>
      <Figures
        figures={[
          {
            value: `${countText(counted - verdicts['no-data'] - verdicts.off)} of ${countText(counted)}`,
            of: 'workloads were measured',
          },
          { value: `${countText(cpu.current)} → ${countText(cpu.recommended)}`, of: 'vCPUs' },
          { value: `${gib(memory.current)} → ${gib(memory.recommended)}`, of: 'memory' },
          { value: countText(verdicts.smaller), of: 'can be smaller' },
          { value: countText(verdicts.larger + verdicts.mixed), of: 'should grow in something' },
          ...(verdicts.off === 0 ? [] : [{ value: countText(verdicts.off), of: 'switched off, not judged' }]),
          ...moneyFigures(money),
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

type Money = RightSizingList['summary']['money'];

/** What the bill loses and what only frees a share of hosts that stay, never as one sum. */
function moneyFigures({ billedLess, shareFreed, site }: Money): { value: string; of: string }[] {
  const where = site === null ? 'where they run' : `at ${site}`;
  const figure = ({ usdPerMonth: usd }: Money['billedLess'], less: string, more: string) =>
    usd === null ? [] : [{ value: usdText(Math.abs(usd)), of: `a month ${usd < 0 ? more : less} ${where}` }];
  const figures = [
    ...figure(billedLess, 'billed less', 'billed more'),
    ...figure(shareFreed, 'of share freed on own hosts', 'of share taken on own hosts'),
  ];
  return figures.length === 0 ? [{ value: UNKNOWN, of: `saved a month ${where}` }] : figures;
}

const gib = (mib: number): string => diskText(mib / 1024);
