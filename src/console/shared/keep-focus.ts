/** When what had the focus goes, the focus goes to the page's content, not to its top. */

import { useEffect } from 'react';

/** Longer than dialogs take to give the focus back to what opened them. */
const GIVEN_BACK_MS = 100;

/** For dialogs and rows that a decision takes away. */
export function useKeptFocus(): void {
  useEffect(() => keepFocus, []);
}

export function keepFocus(): void {
  setTimeout(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) document.getElementById('main')?.focus();
  }, GIVEN_BACK_MS);
}
