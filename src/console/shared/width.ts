/** How wide an element is, so that a drawing can be laid out for it: text in it keeps its size on any screen. */

import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export function useWidth<E extends HTMLElement>(
  before: number,
): { readonly ref: RefObject<E>; readonly width: number } {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(before);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
