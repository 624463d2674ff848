/** A part that is folded in until it is wanted; its content is made, and asked for, only then. */

import { useState } from 'react';
import type { ReactNode } from 'react';
import { ExpandableSection } from '@patternfly/react-core';

interface FoldedProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function Folded({ title, children }: FoldedProps) {
  const [isExpanded, setExpanded] = useState(false);
  return (
    <ExpandableSection
      toggleText={title}
      isExpanded={isExpanded}
      onToggle={(_event, next) => setExpanded(next)}
      isIndented
    >
      {isExpanded && children}
    </ExpandableSection>
  );
}
