/** An application put together by hand: a name, and the workloads it is of. */

import { useState } from 'react';
import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea, TextInput } from '@patternfly/react-core';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';

const namesIn = (text: string): readonly string[] =>
  text
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

export function MakeApplication({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [workloads, setWorkloads] = useState('');
  const members = namesIn(workloads);
  return (
    <ReasonDialog
      title="Make an application by hand"
      meaning="It holds through later reads, and can be taken back."
      action="Make it"
      isReasonOptional
      isReady={name.trim() !== '' && members.length > 0}
      decide={(reason) =>
        call(ROUTES.putApplication, {
          body: { name: name.trim(), workloads: members, ...(reason !== '' && { reason }) },
        })
      }
      done={(made) => `${made.name} is an application; generation ${made.generation}.`}
      onClose={onClose}
    >
      <FormGroup label="Name" isRequired fieldId="application-name">
        <TextInput
          id="application-name"
          isRequired
          maxLength={200}
          value={name}
          onChange={(_event, next) => setName(next)}
        />
      </FormGroup>
      <FormGroup label="Workloads" isRequired fieldId="application-workloads">
        <TextArea
          id="application-workloads"
          isRequired
          rows={4}
          resizeOrientation="vertical"
          spellCheck={false}
          aria-describedby="application-workloads-help"
          value={workloads}
          onChange={(_event, next) => setWorkloads(next)}
        />
        <FormHelperText>
          <HelperText id="application-workloads-help">
            <HelperTextItem>Names or ids, one a line or separated by commas.</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </ReasonDialog>
  );
}
