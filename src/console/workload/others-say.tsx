/** What other sources say of a fact, and a way to believe one of them instead. */

import { useState } from 'react';
import { Button, FormGroup, Radio } from '@patternfly/react-core';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { useSourceNames } from '../shared/source-names.ts';
import { fieldTitle } from '../shared/titles.ts';
import { valueText } from '../shared/value-text.ts';

interface OthersSayProps {
  readonly workload: WorkloadDocument;
  readonly field: string;
}

export function OthersSay({ workload, field }: OthersSayProps) {
  const sourceName = useSourceNames();
  const [believed, setBelieved] = useState<string | null>(null);
  const conflict = workload.conflicts.find((one) => one.field === field);
  return (
    <>
      {conflict?.others.map((other) => {
        const source = workload.observations[other.observation]?.sourceId;
        const name = source === undefined ? 'a source' : sourceName(source);
        return (
          <div key={other.observation}>
            {name}: {valueText(other.value)}{' '}
            {source !== undefined && (
              <Button
                variant="link"
                isInline
                aria-label={`Believe this: ${fieldTitle(field)} from ${name}`}
                onClick={() => setBelieved(source)}
              >
                Believe this
              </Button>
            )}
          </div>
        );
      })}
      {believed !== null && (
        <Believe workload={workload} field={field} source={believed} onClose={() => setBelieved(null)} />
      )}
    </>
  );
}

function Believe({
  workload,
  field,
  source,
  onClose,
}: OthersSayProps & { readonly source: string; readonly onClose: () => void }) {
  const name = useSourceNames()(source);
  const [forAll, setForAll] = useState(false);
  return (
    <ReasonDialog
      title={`Believe ${name} on ${fieldTitle(field)}?`}
      meaning="It holds for every later read too, and can be taken back under Sources, Corrected by hand."
      action="Believe it"
      decide={(reason) =>
        call(ROUTES.preferSource, {
          body: { fact: field, source, ...(forAll ? {} : { workload: workload.id }), reason },
        })
      }
      done={({ generation }) => `${name} is believed on ${fieldTitle(field)}; generation ${generation}.`}
      onClose={onClose}
    >
      <FormGroup role="radiogroup" label="Of which workloads" fieldId="believe-one">
        <Radio id="believe-one" name="believe" label="This one" isChecked={!forAll} onChange={() => setForAll(false)} />
        <Radio
          id="believe-all"
          name="believe"
          label="All that both sources list"
          isChecked={forAll}
          onChange={() => setForAll(true)}
        />
      </FormGroup>
    </ReasonDialog>
  );
}
