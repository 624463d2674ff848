/** A bar chart that is a table: figures stand as text beside their bars. */

import { countText, UNKNOWN } from './format.ts';

interface BarRow {
  readonly value: string | null;
  readonly count: number;
}

export function Bars({ label, rows }: { readonly label: string; readonly rows: readonly BarRow[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className="isthmus-bars" aria-label={label}>
      <tbody>
        {rows.map(({ value, count }) => (
          <tr key={value ?? '\u0000'}>
            <th scope="row">{value ?? UNKNOWN}</th>
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
