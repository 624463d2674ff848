/** Asks to accept one finding for a while. */

import { useState } from 'react';
import { Checkbox, FormGroup, TextInput } from '@patternfly/react-core';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import type { OneFindingSearch } from '../shell/search.ts';

interface RequestWaiverProps {
  readonly finding: OneFindingSearch;
  readonly title: string;
  /** It cannot be told: to accept that is another thing than to accept a violation. */
  readonly isUnknown: boolean;
  readonly onClose: () => void;
}

export function RequestWaiver({ finding, title, isUnknown, onClose }: RequestWaiverProps) {
  const [owner, setOwner] = useState('');
  const [expires, setExpires] = useState('');
  const [acceptUnknown, setAcceptUnknown] = useState(false);
  const isReady = owner.trim() !== '' && expires !== '' && (!isUnknown || acceptUnknown);
  return (
    <ReasonDialog
      title="Ask for a waiver"
      meaning={`${title}. Another person has to approve it. When a value that the rule looked at changes, it is open again.`}
      action="Ask"
      isReady={isReady}
      decide={(reason) => call(ROUTES.requestWaiver, { body: { finding, owner, reason, expires, acceptUnknown } })}
      done={({ id }) => `Asked for as ${id}. Another person approves it.`}
      onClose={onClose}
    >
      <FormGroup label="Who answers for it?" isRequired fieldId="waiver-owner">
        <TextInput
          id="waiver-owner"
          isRequired
          maxLength={200}
          value={owner}
          onChange={(_event, next) => setOwner(next)}
        />
      </FormGroup>
      <FormGroup label="The last day it counts" isRequired fieldId="waiver-expires">
        <TextInput
          id="waiver-expires"
          type="date"
          isRequired
          value={expires}
          onChange={(_event, next) => setExpires(next)}
        />
      </FormGroup>
      {isUnknown && (
        <Checkbox
          id="waiver-unknown"
          label="The answer is not known: accept it as an unknown risk"
          isChecked={acceptUnknown}
          onChange={(_event, next) => setAcceptUnknown(next)}
        />
      )}
    </ReasonDialog>
  );
}
