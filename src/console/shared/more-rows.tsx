/** The first rows of a short table that may be long, and a button for all of them. */

import { useState } from 'react';
import { Button } from '@patternfly/react-core';
import { countOf } from './format.ts';

const FIRST_ROWS = 12;

interface ShownRows<T> {
  readonly shown: readonly T[];
  readonly count: number;
  readonly isAll: boolean;
  readonly toggle: () => void;
}

export function useMoreRows<T>(rows: readonly T[], first = FIRST_ROWS): ShownRows<T> {
  const [isAll, setAll] = useState(false);
  const fits = rows.length <= first + 2;
  return {
    shown: isAll || fits ? rows : rows.slice(0, first),
    count: fits ? 0 : rows.length,
    isAll,
    toggle: () => setAll(!isAll),
  };
}

export function MoreRows<T>({ more, of }: { readonly more: ShownRows<T>; readonly of: string }) {
  if (more.count === 0) return null;
  return (
    <Button variant="link" onClick={more.toggle} aria-expanded={more.isAll}>
      {more.isAll ? 'Show fewer' : `Show all ${countOf(more.count, of)}`}
    </Button>
  );
}
