/** What a placement costs, how far that is from today and from the best possible, and what was placed. */

import { Card, CardBody, CardTitle, Content } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { Figures } from '../shared/figures.tsx';
import { changeText, countText, percentText, secondsText, timeText, UNKNOWN, usdText } from '../shared/format.ts';
import { changePct, qualityText } from './words.ts';

export function Totals({ summary }: { readonly summary: PlacementSummaryDocument }) {
  const { totalUsdPerMonth, currentUsdPerMonth, boundUsdPerMonth } = summary;
  const soft = Object.values(summary.soft).reduce((sum, usd) => sum + usd, 0);
  const pct = changePct(currentUsdPerMonth, totalUsdPerMonth);
  return (
    <Card isCompact isFullHeight>
      <CardTitle component="h2">Cost and bound</CardTitle>
      <CardBody>
        <p className="isthmus-quality">
          <strong>{usdText(totalUsdPerMonth)}</strong> a month, {qualityText(summary.gapPct)}
        </p>
        <table
          className="isthmus-bars isthmus-cost-bars isthmus-below"
          aria-label="Cost a month, today and best possible"
        >
          <tbody>
            <CostBar title="Today" usd={currentUsdPerMonth} most={most(summary)} look="isthmus-bar-muted" />
            <CostBar title="This plan" usd={totalUsdPerMonth} most={most(summary)} look="" />
            <CostBar title="No plan below" usd={boundUsdPerMonth} most={most(summary)} look="isthmus-bar-outline" />
          </tbody>
        </table>
        <p className="isthmus-below">{savingText(summary, pct)}</p>
        {soft > 0 && (
          <p className="isthmus-below isthmus-muted">
            Beside the money it takes {usdText(soft)} a month worth of what it should rather avoid: soft rules,
            preferences, split applications.
          </p>
        )}
        <Figures
          figures={[
            { value: countText(summary.placed), of: 'placed' },
            { value: countText(summary.moves), of: 'move' },
            { value: countText(summary.stays), of: 'stay' },
            { value: <Unplaced count={summary.unplaced} />, of: 'have nowhere to go' },
            { value: usdText(summary.migrationUsdOneOff), of: 'one-off, to move' },
          ]}
        />
        <Content component="small" className="isthmus-muted">
          {timeText(summary.createdAt)}, generation {summary.generation}
          {summary.seconds !== null && `, in ${secondsText(summary.seconds)}`}
          {summary.stoppedEarly && ', stopped early with the best found until then'}; {summary.method}
        </Content>
      </CardBody>
    </Card>
  );
}

const most = ({ totalUsdPerMonth, currentUsdPerMonth, boundUsdPerMonth }: PlacementSummaryDocument): number =>
  Math.max(1, totalUsdPerMonth, currentUsdPerMonth ?? 0, boundUsdPerMonth);

function Unplaced({ count }: { readonly count: number }) {
  if (count === 0) return countText(count);
  return (
    <Link to="/placement" search={({ of }) => ({ of, show: 'unplaced' as const })} resetScroll={false}>
      {countText(count)}
    </Link>
  );
}

interface CostBarProps {
  readonly title: string;
  readonly usd: number | null;
  readonly most: number;
  readonly look: string;
}

function CostBar({ title, usd, most, look }: CostBarProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td className="isthmus-number">{usd === null ? UNKNOWN : usdText(usd)}</td>
      <td aria-hidden="true">
        {usd !== null && <div className={`isthmus-bar ${look}`} style={{ inlineSize: `${(100 * usd) / most}%` }} />}
      </td>
    </tr>
  );
}

function savingText(summary: PlacementSummaryDocument, pct: number | null): string {
  const { totalUsdPerMonth, currentUsdPerMonth, migrationUsdOneOff } = summary;
  if (currentUsdPerMonth === null || pct === null) return 'What it costs today is not known for all of them.';
  const change = totalUsdPerMonth - currentUsdPerMonth;
  if (Math.abs(pct) < 0.05) return 'As much as today.';
  const first = `${changeText(change, usdText)} a month against today (${changeText(pct, percentText)})`;
  if (change >= 0 || migrationUsdOneOff <= 0) return `${first}.`;
  const months = migrationUsdOneOff / -change;
  return `${first}; moving is paid back in ${months < 1 ? 'less than a month' : `${months.toFixed(months < 10 ? 1 : 0)} months`}.`;
}
