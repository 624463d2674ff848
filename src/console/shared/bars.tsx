/** A bar chart that is a table: figures stand as text beside their bars, and lead to the workloads they count. */

import { Link } from '@tanstack/react-router';
import { formatFilter } from '../../core/model/filter/filter.ts';
import { countText, UNKNOWN } from './format.ts';

interface BarRow {
  readonly value: string | null;
  readonly count: number;
}

interface BarsProps {
  readonly label: string;
  /** Field that the values are of. */
  readonly field: string;
  readonly rows: readonly BarRow[];
}

export function Bars({ label, field, rows }: BarsProps) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className="isthmus-bars" aria-label={label}>
      <tbody>
        {rows.map(({ value, count }) => (
          <tr key={value ?? '\u0000'}>
            <th scope="row">
              <Link to="/workloads" search={{ q: filterFor(field, value) }}>
                {value ?? UNKNOWN}
              </Link>
            </th>
            <td className="isthmus-number">{countText(count)}</td>
            <td aria-hidden="true">
              <div className="isthmus-bar" style={{ inlineSize: `${(100 * count) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function filterFor(field: string, value: string | null): string {
  return formatFilter(
    value === null ? { type: 'known', field, known: false } : { type: 'compare', field, op: '=', value },
  );
}
