/** Says by hand what a workload, or all of an application, holds and means. */

import { useState } from 'react';
import {
  Button,
  FormGroup,
  FormHelperText,
  FormSelect,
  FormSelectOption,
  HelperText,
  HelperTextItem,
  TextInput,
} from '@patternfly/react-core';
import { ROUTES } from '../../api/routes.ts';
import { call } from './api.ts';
import { countOf } from './format.ts';
import { ReasonDialog } from './reason-dialog.tsx';

const CRITICALITIES = ['low', 'medium', 'high', 'mission-critical'] as const;

/** Of one workload, or of whatever is in an application. */
type Subject = { readonly workloads: string[] } | { readonly application: string };

export function Classify({ subject, name }: { readonly subject: Subject; readonly name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Classify
      </Button>
      {isOpen && <ClassifyDialog subject={subject} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

interface DialogProps {
  readonly subject: Subject;
  readonly name: string;
  readonly onClose: () => void;
}

function ClassifyDialog({ subject, name, onClose }: DialogProps) {
  const [data, setData] = useState('');
  const [criticality, setCriticality] = useState('');
  const [owner, setOwner] = useState('');
  const dataClasses = data
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
  const level = CRITICALITIES.find((each) => each === criticality);
  const set = {
    ...(dataClasses.length > 0 && { dataClasses }),
    ...(level !== undefined && { criticality: level }),
    ...(owner.trim() !== '' && { owner: owner.trim() }),
  };
  return (
    <ReasonDialog
      title={`Classify ${name}`}
      meaning="It goes before tags and rules, holds through later reads, and is kept with your name. What is left empty stays as it is."
      action="Classify"
      isReady={Object.keys(set).length > 0}
      decide={(reason) => call(ROUTES.classify, { body: { ...subject, set, reason } })}
      done={({ workloads, warnings }) =>
        [`${countOf(workloads, 'workload')} classified. Run a check to see what follows.`, ...warnings].join(' ')
      }
      onClose={onClose}
    >
      <FormGroup label="Data classes" fieldId="classify-data">
        <TextInput
          id="classify-data"
          value={data}
          spellCheck={false}
          aria-describedby="classify-data-help"
          onChange={(_event, next) => setData(next)}
        />
        <FormHelperText>
          <HelperText id="classify-data-help">
            <HelperTextItem>
              These and no others, separated by commas, such as: personal, phi. What it reads adds to them.
            </HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <FormGroup label="Criticality" fieldId="classify-criticality">
        <FormSelect
          id="classify-criticality"
          value={criticality}
          onChange={(_event, next: string) => setCriticality(next)}
        >
          <FormSelectOption value="" label="as it is" />
          {CRITICALITIES.map((each) => (
            <FormSelectOption key={each} value={each} label={each} />
          ))}
        </FormSelect>
      </FormGroup>
      <FormGroup label="Owner" fieldId="classify-owner">
        <TextInput id="classify-owner" value={owner} maxLength={200} onChange={(_event, next) => setOwner(next)} />
      </FormGroup>
    </ReasonDialog>
  );
}
