/** Which state is shown, of a matrix or of one control. */

import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { ControlState } from '../../core/policy/controls/states.ts';
import { isControlState, STATE_TEXTS } from './words.tsx';

interface StatePickProps {
  readonly state: ControlState | undefined;
  /** Undefined: any. */
  readonly onPick: (state: ControlState | undefined) => void;
}

export function StatePick({ state, onPick }: StatePickProps) {
  return (
    <FormSelect
      className="isthmus-pick"
      aria-label="State"
      value={state ?? ''}
      onChange={(_event, next) => onPick(isControlState(next) ? next : undefined)}
    >
      <FormSelectOption value="" label="State: any" />
      {Object.entries(STATE_TEXTS).map(([id, text]) => (
        <FormSelectOption key={id} value={id} label={text} />
      ))}
    </FormSelect>
  );
}
