/** Chooses the two results that are compared. */

import { Button, Flex, FlexItem, FormSelect, FormSelectOption, FormSelectOptionGroup } from '@patternfly/react-core';
import { ArrowsAltHIcon } from '@patternfly/react-icons';
import type { PlacementSummaryDocument } from '../../../api/placements.ts';
import { timeText, usdText } from '../../shared/format.ts';
import { resultName } from '../words.ts';

interface ChooserProps {
  readonly placements: readonly PlacementSummaryDocument[];
  readonly a: string;
  readonly b: string;
  readonly onChoose: (chosen: { a: string; b: string }) => void;
}

export function Chooser({ placements, a, b, onChoose }: ChooserProps) {
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
      <Choice label="A" value={a} placements={placements} onChoose={(next) => onChoose({ a: next, b })} />
      <FlexItem>
        <Button
          variant="plain"
          aria-label="Exchange A and B"
          icon={<ArrowsAltHIcon />}
          onClick={() => onChoose({ a: b, b: a })}
        />
      </FlexItem>
      <Choice label="B" value={b} placements={placements} onChoose={(next) => onChoose({ a, b: next })} />
    </Flex>
  );
}

const GROUPS = [
  { kind: 'place', title: 'Placements' },
  { kind: 'scenario', title: 'What-ifs' },
  { kind: 'drill', title: 'Losses' },
] as const;

interface ChoiceProps {
  readonly label: 'A' | 'B';
  readonly value: string;
  readonly placements: readonly PlacementSummaryDocument[];
  readonly onChoose: (id: string) => void;
}

function Choice({ label, value, placements, onChoose }: ChoiceProps) {
  const isListed = placements.some(({ id }) => id === value);
  return (
    <FlexItem className="isthmus-choice">
      <span className={`isthmus-side isthmus-side-${label.toLowerCase()}`} aria-hidden="true">
        {label}
      </span>
      <FormSelect aria-label={`Placement ${label}`} value={value} onChange={(_event, next) => onChoose(next)}>
        {!isListed && <FormSelectOption value={value} label={value === 'latest' ? 'The newest placement' : value} />}
        {GROUPS.map(({ kind, title }) => {
          const results = placements.filter((placement) => placement.kind === kind);
          return results.length === 0 ? null : (
            <FormSelectOptionGroup key={kind} label={title}>
              {results.map((result) => (
                <FormSelectOption
                  key={result.id}
                  value={result.id}
                  label={`${resultName(result)}, ${timeText(result.createdAt)}, ${usdText(result.totalUsdPerMonth)}`}
                />
              ))}
            </FormSelectOptionGroup>
          );
        })}
      </FormSelect>
    </FlexItem>
  );
}
