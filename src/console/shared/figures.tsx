/** A few figures that matter, large, each with what it counts. */

import type { ReactNode } from 'react';

interface Figure {
  readonly value: ReactNode;
  readonly of: string;
}

export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="isthmus-figures">
      {figures.map(({ value, of }) => (
        <div key={of}>
          <dt>{of}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
